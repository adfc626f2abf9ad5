//! 练习投票 through the router: every form, right and wrong, by a visitor whom nobody knows.

use crate::hostile::{HOSTILE, assert_inert};
use crate::phone::{Answer, Phone, in_town};
use app::pages::practice::Exercise;
use axum::http::StatusCode;

const PRACTICE: &str = "/c/chunhe/practice";

/// An exercise, what is sent to it, and what its page says.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);

async fn send(phone: &Phone, exercise: &str, fields: &[(&str, &str)]) -> Answer {
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.append_pair("practice", "shown");
    for (field, value) in fields {
        body.append_pair(&format!("practice-1{field}"), value);
    }
    phone.post_raw(&format!("{PRACTICE}/{exercise}"), "same-origin", body.finish().into_bytes()).await
}

#[test]
fn every_form_is_practised_without_an_account() {
    in_town(|town| async move {
        let visitor = town.visitor();
        visitor.get("/c/chunhe/votes").await.says(StatusCode::OK, "第一次投票？先练习一次");
        let list = visitor.get(PRACTICE).await;
        for exercise in Exercise::ALL {
            let path = format!("{PRACTICE}/{}", exercise.code());
            list.says(StatusCode::OK, &format!("href=\"{path}\""));
            let page = visitor.get(&path).await;
            page.says(StatusCode::OK, "什么都不会保存");
            assert!(!page.text.contains(" checked"), "{path}: nothing is chosen beforehand");
            assert!(!page.text.contains("form_key"), "{path}: nothing is done, so nothing once");
        }
        let right: [Case<'_>; 14] = [
            ("agree", &[("-1", "agree")], "您投了：同意。"),
            (
                "each",
                &[("-1", "oppose"), ("-2", "abstain")],
                "北门早上六点开门（反对）、凉亭里不吸烟（弃权）",
            ),
            ("pick", &[("", "2")], "您选了：健身角旁边。"),
            ("pick", &[("", "none")], "您选了：都不选。"),
            ("one", &[("", "3")], "您选了：学用手机。"),
            ("one", &[("", "blank")], "您弃权了（算参加）。"),
            ("approve", &[("", "5"), ("", "1")], "您选了 2 项：月季、石榴。"),
            ("approve", &[], "您没有选任何一项（空白票，算参加）。"),
            (
                "score",
                &[("-1", "５"), ("-2", ""), ("-3", "0")],
                "您给了：老电影 5 分，戏曲片 0 分；没有给分：动画片、纪录片。",
            ),
            (
                "points",
                &[("-1", "4"), ("-4", "6")],
                "您给了：乒乓球台 4 分，象棋桌 6 分；没有给分：单杠、漫步机。",
            ),
            ("points", &[("-1", ""), ("-2", "")], "您没有选任何一项（空白票，算参加）。"),
            (
                "rank",
                &[("-1", "2"), ("-2", "1"), ("-3", "2")],
                "您的排序：第 1 位 浅绿，第 2 位 米白和天蓝；没有排：杏黄。",
            ),
            ("budget", &[("", "1"), ("", "3")], "您选了 2 个项目，共 750 元：门口挂灯串、煮汤圆请大家吃。"),
            ("budget", &[], "您没有选任何一项（空白票，算参加）。"),
        ];
        for (exercise, fields, says) in right {
            let answer = send(&visitor, exercise, fields).await;
            answer
                .says(StatusCode::OK, says)
                .says(StatusCode::OK, "练习 · 不能用来核对")
                .says(StatusCode::OK, "加上您的一票");
            assert!(answer.text.contains("怎么算出来的"), "{exercise}");
        }
    });
}

#[test]
fn the_practice_outcome_is_counted_with_ones_own_ballot() {
    in_town(|town| async move {
        let visitor = town.visitor();
        send(&visitor, "agree", &[("-1", "agree")]).await.says(StatusCode::OK, "表决通过：是否同意把 3 号楼");
        send(&visitor, "agree", &[("-1", "oppose")])
            .await
            .says(StatusCode::OK, "没有通过：是否同意把 3 号楼");
        // Three each without the reader's ballot.
        for (own, wins) in [("1", "选“大门口的树下”的最多"), ("2", "选“健身角旁边”的最多"), ("3", "并列")]
        {
            send(&visitor, "pick", &[("", own)]).await.says(StatusCode::OK, wins);
        }
    });
}

#[test]
fn what_does_not_fit_comes_back_with_words() {
    in_town(|town| async move {
        let visitor = town.visitor();
        let huge = "9".repeat(31);
        let wrong: [Case<'_>; 13] = [
            ("agree", &[], "这里还没有回答"),
            ("agree", &[("-1", "yes")], "收到的和表决票对不上"),
            ("agree", &[("-1", "agree"), ("-1", "agree")], "收到的和表决票对不上"),
            ("each", &[("-1", "agree")], "凉亭里不吸烟：这里还没有回答"),
            ("pick", &[("", "4")], "收到的和表决票对不上"),
            ("one", &[], "这里还没有回答"),
            ("approve", &[("", "1"), ("", "2"), ("", "3"), ("", "4")], "太多了，最多 3 项"),
            ("score", &[("-2", "6")], "动画片：这里最大填 5"),
            ("points", &[("-1", &huge)], "乒乓球台：这里最大填 10"),
            ("points", &[("-1", "8"), ("-2", "4")], "一共给了 12 分，您只有 10 分，请减去 2 分"),
            ("rank", &[("-1", "第一")], "米白：请填数字"),
            ("rank", &[("-9", "1")], "收到的和表决票对不上"),
            ("budget", &[("", "3"), ("", "5")], "选的加起来 1,050 元，超出 50 元"),
        ];
        for (exercise, fields, says) in wrong {
            let answer = send(&visitor, exercise, fields).await;
            answer.says(StatusCode::UNPROCESSABLE_ENTITY, says);
            assert!(!answer.text.contains("练习 · 不能用来核对"), "{exercise}");
        }
        // What was typed stays, full width and all; what was ticked stays ticked, with its sum.
        send(&visitor, "points", &[("-1", "８"), ("-2", "4")])
            .await
            .says(StatusCode::UNPROCESSABLE_ENTITY, "value=\"８\"");
        let over = send(&visitor, "budget", &[("", "3"), ("", "5")]).await;
        assert_eq!(over.text.matches(" checked").count(), 2, "{}", over.text);
        over.says(StatusCode::UNPROCESSABLE_ENTITY, "已选 2 项，共 1,050 元，超出 50 元");
    });
}

#[test]
fn hostile_ballots_stay_inert_and_unknown_forms_are_not_found() {
    in_town(|town| async move {
        let visitor = town.visitor();
        for exercise in Exercise::ALL {
            let fields =
                [("", HOSTILE), ("-1", HOSTILE), ("-1", "\u{0}"), ("-999999", HOSTILE), (HOSTILE, HOSTILE)];
            let answer = send(&visitor, exercise.code(), &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{exercise:?}");
            assert_inert(exercise.code(), &answer.text);
        }
        for path in ["/c/chunhe/practice/lottery", "/c/nowhere/practice", "/c/nowhere/practice/agree"] {
            assert_eq!(visitor.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let elsewhere =
            visitor.post_raw("/c/chunhe/practice/agree", "cross-site", b"practice-1-1=agree".to_vec());
        assert_eq!(elsewhere.await.status, StatusCode::FORBIDDEN);
    });
}
