//! 练习投票: made-up questions of every form, and what is said around them.

use super::{En, ZhCn};
use crate::pages::practice::Exercise;

/// A made-up question.
#[derive(Clone, Copy, Debug)]
pub struct ExerciseWords {
    /// The form, as the list of exercises calls it.
    pub form: &'static str,
    /// What is asked.
    pub title: &'static str,
    /// What there is to choose from.
    pub options: &'static [&'static str],
}

/// Fixed words of the practice vote.
#[derive(Clone, Copy, Debug)]
pub struct PracticeWords {
    /// 练习投票.
    pub heading: &'static str,
    /// Leads there from the list of votes.
    pub invitation: &'static str,
    /// That nothing is kept.
    pub nothing_kept: &'static str,
    /// Under the list's heading.
    pub choose: &'static str,
    /// Above what would be recorded.
    pub recorded: &'static str,
    /// The button before the first try.
    pub cast: &'static str,
    /// The button with the answer's word for `{}`.
    pub cast_one: &'static str,
    /// The button with counts for `{done}` and `{all}`.
    pub cast_many: &'static str,
    /// Stands across the receipt, which is worded as a real one.
    pub sample_tag: &'static str,
    /// Heads the outcome.
    pub outcome: &'static str,
    /// Who the others are.
    pub crowd: &'static str,
    /// Heads the steps.
    pub steps: &'static str,
    /// Above the form, after a try.
    pub change: &'static str,
    /// Leads to the next form.
    pub next: &'static str,
}

sentences! {
    /// 练习投票.
    pub trait PracticeText {
        /// Fixed words.
        fn practice_words() -> &'static PracticeWords { &ZH, &EN }
        /// A made-up question.
        fn exercise(exercise: Exercise) -> &'static ExerciseWords { exercise_zh(exercise), exercise_en(exercise) }
    }
}

static ZH: PracticeWords = PracticeWords {
    heading: "练习投票",
    invitation: "第一次投票？先练习一次",
    nothing_kept: "这是练习：不用登录，什么都不会保存，也不会有人看到。",
    choose: "题目是编的，投法和计票办法是真的。挑一种试试：",
    recorded: "要是真的投票，记下的就是：",
    cast: "投票（练习）",
    cast_one: "投“{}”票（练习）",
    cast_many: "投票（已答 {done} 题，共 {all} 题）",
    sample_tag: "练习 · 不能用来核对",
    outcome: "加上您的一票，结果是",
    crowd: "其他人的票是编的，计票办法是真的。",
    steps: "怎么算出来的",
    change: "想改？截止前都可以改：在下面改了，再投一次。",
    next: "再练一种",
};

static EN: PracticeWords = PracticeWords {
    heading: "Practice vote",
    invitation: "Your first vote? Practise once",
    nothing_kept: "This is practice: no account is needed, nothing is kept and nobody sees it.",
    choose: "The questions are made up; the forms and the counting are real. Choose one:",
    recorded: "Were it real, this would be recorded:",
    cast: "Vote (practice)",
    cast_one: "Vote “{}” (practice)",
    cast_many: "Vote ({done} of {all} answered)",
    sample_tag: "Practice · proves nothing",
    outcome: "With your ballot the outcome is",
    crowd: "The other ballots are made up; the counting is real.",
    steps: "How it came about",
    change: "Changed your mind? Until a vote closes you may change: mend it below and vote again.",
    next: "Practise another form",
};

fn exercise_zh(exercise: Exercise) -> &'static ExerciseWords {
    match exercise {
        Exercise::Agree => &ExerciseWords {
            form: "同意、反对、弃权（业主表决）",
            title: "是否同意把 3 号楼前的空地改成晾衣场？",
            options: &[],
        },
        Exercise::Each => &ExerciseWords {
            form: "几件事，逐个表态（业主表决）",
            title: "下面两件事，您同意吗？",
            options: &["北门早上六点开门", "凉亭里不吸烟"],
        },
        Exercise::Pick => &ExerciseWords {
            form: "几个里选一个，或者都不选",
            title: "新的长椅放在哪里？",
            options: &["大门口的树下", "健身角旁边", "3 号楼的南面"],
        },
        Exercise::One => &ExerciseWords {
            form: "选一个，得票多的当选",
            title: "活动室星期六下午做什么？",
            options: &["唱歌", "下棋", "学用手机"],
        },
        Exercise::Approve => &ExerciseWords {
            form: "选几个，最多三个",
            title: "花坛里种哪两样花？",
            options: &["月季", "桂花", "绣球", "菊花", "石榴"],
        },
        Exercise::Score => &ExerciseWords {
            form: "打分",
            title: "露天电影放哪一部？给每部打分",
            options: &["老电影", "动画片", "戏曲片", "纪录片"],
        },
        Exercise::Points => &ExerciseWords {
            form: "分十分",
            title: "健身角添哪一样？您有 10 分可以给",
            options: &["乒乓球台", "单杠", "漫步机", "象棋桌"],
        },
        Exercise::Rank => &ExerciseWords {
            form: "排先后",
            title: "楼道刷什么颜色？请排个先后",
            options: &["米白", "浅绿", "天蓝", "杏黄"],
        },
        Exercise::Budget => &ExerciseWords {
            form: "分钱：选项目，不超过预算",
            title: "元宵灯会的 1,000 元怎么花？",
            options: &["门口挂灯串", "孩子们做灯笼", "煮汤圆请大家吃", "猜灯谜的奖品", "请人舞龙"],
        },
    }
}

fn exercise_en(exercise: Exercise) -> &'static ExerciseWords {
    match exercise {
        Exercise::Agree => &ExerciseWords {
            form: "Agree, oppose or abstain (owners' vote)",
            title: "Shall the open ground at building 3 become a drying yard?",
            options: &[],
        },
        Exercise::Each => &ExerciseWords {
            form: "Several matters, each answered by itself (owners' vote)",
            title: "Do you agree to these two?",
            options: &["The north gate opens at six", "No smoking in the pavilion"],
        },
        Exercise::Pick => &ExerciseWords {
            form: "One of several, or none",
            title: "Where shall the new bench stand?",
            options: &["Under the tree at the gate", "Beside the exercise corner", "South of building 3"],
        },
        Exercise::One => &ExerciseWords {
            form: "One of several, the most votes win",
            title: "What is done on Saturday afternoons?",
            options: &["Singing", "Chess", "Learning the phone"],
        },
        Exercise::Approve => &ExerciseWords {
            form: "Several, three at most",
            title: "Which two flowers shall we plant?",
            options: &["Roses", "Osmanthus", "Hydrangeas", "Asters", "Pomegranates"],
        },
        Exercise::Score => &ExerciseWords {
            form: "Scores",
            title: "Which film shall be shown outdoors? Score each",
            options: &["An old film", "A cartoon", "An opera", "A documentary"],
        },
        Exercise::Points => &ExerciseWords {
            form: "Ten points to give",
            title: "What does the exercise corner need? You have 10 points",
            options: &["Table tennis", "A bar", "A stepper", "A chess table"],
        },
        Exercise::Rank => &ExerciseWords {
            form: "Order",
            title: "Which colour for the stairs? Put them in order",
            options: &["Ivory", "Pale green", "Sky blue", "Apricot"],
        },
        Exercise::Budget => &ExerciseWords {
            form: "Money: projects within a budget",
            title: "How shall we spend 1,000 yuan on the lantern festival?",
            options: &[
                "Lights at the gate",
                "Children make lanterns",
                "Rice balls for all",
                "Riddle prizes",
                "Dragon dance",
            ],
        },
    }
}
