//! What was said in the last days to the resident whose account the demo opens: answers that wait for a reader.

/// One answer to 二单元小林.
#[derive(Debug)]
pub(crate) struct Answer {
    /// Day it was given.
    pub(crate) day: i32,
    /// Key of the matter.
    pub(crate) matter: &'static str,
    /// Display name, one of [`super::voices::VOICES`].
    pub(crate) by: &'static str,
    /// Words, plain text.
    pub(crate) text: &'static str,
}

/// Answers, oldest first; each to the last thing 二单元小林 said on the matter.
pub(crate) static ANSWERS: &[Answer] = &[
    Answer {
        day: -2,
        matter: "charging-shed",
        by: "门口豆浆铺刘姐",
        text: "小林，门口那六个三轮位画好黄框，我请你喝一个月豆浆。",
    },
    Answer {
        day: -1,
        matter: "charging-shed",
        by: "网格员小唐",
        text: "监督小组名单今天贴出来了，您在第三个。星期六上午九点，北门见。",
    },
];
