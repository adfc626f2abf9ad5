//! A roll over HTTP: a file goes in, its columns are confirmed, the dry run is read, it is imported.

use crate::phone::in_town;
use axum::http::StatusCode;

const ROLL: &str = "/c/chunhe/officers/roll/yuan2";
const UPLOAD: &str = "/c/chunhe/officers/roll/yuan2/imports";
const FILE: &str = "房号,建筑面积,业主\r\n3-1-101,80,张三、李四\r\n3-1-102,81,王五\r\n";
const COLUMNS: [(&str, &str); 5] =
    [("sent", "1"), ("read-0", "1"), ("col-0-0", "address"), ("col-0-1", "area"), ("col-0-2", "owners")];

#[test]
fn a_roll_goes_in_step_by_step_and_the_columns_are_remembered() {
    in_town(|town| async move {
        let member = town.world.committee_member("王小明").await;
        let phone = town.phone(&member).await;
        let page = phone.get(ROLL).await;
        page.says(StatusCode::OK, "从表格导入名册");
        phone.get("/c/chunhe/officers/roll").await.says(StatusCode::OK, ROLL);
        let sent = phone.upload(UPLOAD, "same-origin", &page.form_key(), "名册.csv", FILE.as_bytes()).await;
        let columns = sent.location().to_owned();
        assert!(columns.ends_with("/columns"), "{columns}");
        phone.get(&columns).await.says(StatusCode::OK, "每一列是什么");
        let none = phone.fill(&columns, &[("sent", "1"), ("read-0", "1"), ("col-0-0", "area")]).await;
        none.says(StatusCode::UNPROCESSABLE_ENTITY, "要有一列是房号或房屋坐落");
        let import = phone.fill(&columns, &COLUMNS).await.location().to_owned();
        let report = phone.get(&import).await;
        report.says(StatusCode::OK, "没有推举谁来投票").says(StatusCode::OK, "导入名册");
        let key = report.form_key();
        let done = phone.post(&import, &key, &[]).await;
        assert!(done.location().ends_with("?ok=roll-imported"), "{}", done.location());
        // The second tap gets the first one's answer; another form is told that it is done.
        assert_eq!(phone.post(&import, &key, &[]).await.location(), done.location());
        phone.get(&import).await.says(StatusCode::OK, "已经导入");
        let list = phone.get(&format!("{ROLL}?q=102")).await;
        list.says(StatusCode::OK, "王**");
        assert!(!list.text.contains("王五"), "masked until it is opened");
        let unit =
            list.text.split("/units/").nth(1).and_then(|after| after.split('"').next()).expect("a unit");
        let opened = phone.post(&format!("{ROLL}/units/{unit}"), "x", &[]).await;
        opened.says(StatusCode::OK, "王五");
        // The same headers again: straight to the dry run, which finds nothing to change.
        let sent = phone.upload(UPLOAD, "same-origin", &key, "名册.csv", FILE.as_bytes()).await;
        phone.get(sent.location()).await.says(StatusCode::OK, "名册里有、表里没有：1 套");
        phone.get(&format!("{ROLL}/merges")).await.says(StatusCode::OK, "没有要核对的同名业主");
    });
}

#[test]
fn what_is_wrong_with_a_file_is_said_beside_it() {
    in_town(|town| async move {
        let member = town.world.committee_member("王小明").await;
        let phone = town.phone(&member).await;
        let key = phone.get(ROLL).await.form_key();
        let old = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old";
        let answer = phone.upload(UPLOAD, "same-origin", &key, "旧.xls", old).await;
        answer.says(StatusCode::UNPROCESSABLE_ENTITY, "另存为 .xlsx");
        let answer = phone.upload(UPLOAD, "same-origin", &key, "", b"").await;
        answer.says(StatusCode::UNPROCESSABLE_ENTITY, "这里还没有填");
        let answer = phone.upload(UPLOAD, "cross-site", &key, "名册.csv", FILE.as_bytes()).await;
        answer.says(StatusCode::FORBIDDEN, "这一步不能办");
        let large = vec![b'1'; 41 << 20];
        let answer = phone.upload(UPLOAD, "same-origin", &key, "名册.csv", &large).await;
        answer.says(StatusCode::PAYLOAD_TOO_LARGE, "内容太大了");
        const NUMBER: &str = "35010219900101123X";
        let file = format!("房号,业主,证件号码\r\n3-1-101,张三,{NUMBER}\r\n");
        let sent = phone.upload(UPLOAD, "same-origin", &key, "名册.csv", file.as_bytes()).await;
        let columns = sent.location().to_owned();
        assert!(!phone.get(&columns).await.text.contains(NUMBER));
        let chosen = [("sent", "1"), ("read-0", "1"), ("col-0-0", "address"), ("col-0-1", "owners")];
        let import = phone.fill(&columns, &chosen).await.location().to_owned();
        let report = phone.get(&import).await;
        report.says(StatusCode::OK, "有完整的身份证号");
        assert!(!report.text.contains(NUMBER) && !report.text.contains("class=\"dock\""));
        let refused = phone.post(&import, &key, &[]).await;
        refused.says(StatusCode::UNPROCESSABLE_ENTITY, "名册里还有错误");
    });
}

#[test]
fn who_has_no_seat_sees_no_roll_and_imports_nothing() {
    in_town(|town| async move {
        let neighbour = town.world.resident("王小明").await;
        let phone = town.phone(&neighbour).await;
        phone.get(ROLL).await.says(StatusCode::FORBIDDEN, "这一步不能办");
        let answer = phone.upload(UPLOAD, "same-origin", "x", "名册.csv", FILE.as_bytes()).await;
        answer.says(StatusCode::FORBIDDEN, "这一步不能办");
        let visitor = town.visitor();
        visitor.get(ROLL).await.says(StatusCode::UNAUTHORIZED, "请先登录");
        let answer = visitor.upload(UPLOAD, "same-origin", "x", "名册.csv", FILE.as_bytes()).await;
        answer.says(StatusCode::UNAUTHORIZED, "请先登录");
        visitor.get(&format!("{ROLL}/merges")).await.says(StatusCode::UNAUTHORIZED, "请先登录");
    });
}
