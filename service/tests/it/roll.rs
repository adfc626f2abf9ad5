//! Stories of rolls: imported from what people keep, compared, switched in whole, persons joined.

use crate::both::on_both;
use crate::world::World;
use domain::actor::Actor;
use domain::id::{CompoundId, ImportId};
use domain::policy::Denied;
use domain::problem::Problem;
use domain::roll::import::FaultCode;
use rust_xlsxwriter::{Format, Workbook};
use service::communities::Compound;
use service::roll::{self, Report, RollFile, RollPage, Upload};
use service::{Error, founding};
use std::collections::HashSet;

const SYSTEM: Actor = Actor::System;

/// A sheet as property services keep them: titles, merged cells, several sheets, every door written differently.
fn messy() -> Vec<u8> {
    let mut book = Workbook::new();
    let plain = Format::new();
    book.add_worksheet().set_name("封面").unwrap().write(0, 0, "春和苑2号院业主信息登记表").unwrap();
    let sheet = book.add_worksheet().set_name("3号楼 ").unwrap();
    sheet.merge_range(0, 0, 0, 7, "3号楼业主登记表（内部使用）", &plain).unwrap();
    let header = ["房号", "类型", "建筑面积(㎡)", "业主姓名", "身份证后四位", "联系电话", "住户", "网格"];
    for (column, name) in (0_u16..).zip(header) {
        sheet.write(1, column, name).unwrap();
    }
    let rows: [[&str; 8]; 6] = [
        ["3-1-101", "住宅", "89.52㎡", "王小明", "0123", "138 0000 1234", "王小明、李梅", "第一网格"],
        ["3号楼1单元102室", "住宅", "８８．１０", "张三、李四", "1111、2222", "", "", ""],
        ["3栋2单元201", "住宅", "120.5", "张三", "1111", "13900001111", "赵六", ""],
        ["3#2-202", "住宅", "120.5 平方米", "陈晨", "", "", "", ""],
        ["3/2/301", "住宅", "95", "陈晨", "", "", "", ""],
        ["合计", "", "", "", "", "", "", ""],
    ];
    for (line, cells) in (2_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            sheet.write(line, column, cell).unwrap();
        }
    }
    let parking = book.add_worksheet().set_name("车位").unwrap();
    for (column, cell) in (0_u16..).zip(["车位号", "面积", "权利人"]) {
        parking.write(0, column, cell).unwrap();
    }
    parking.write(1, 0, "B1-023").unwrap().write(1, 1, 12.5).unwrap().write(1, 2, "王小明").unwrap();
    book.save_to_buffer().unwrap()
}

fn csv(lines: &[&str]) -> RollFile {
    RollFile::bytes("名册.csv", format!("{}\r\n", lines.join("\r\n")).into_bytes())
}

async fn import(world: &World, file: RollFile, retire: bool) -> Report {
    roll::import_file(&world.at.hall, &SYSTEM, world.compound, file, None, retire).await.unwrap()
}

/// Stages a file and makes its dry run.
async fn checked(world: &World, file: RollFile) -> (ImportId, Report) {
    let Upload::Staged(id) = roll::stage(&world.at.hall, &SYSTEM, world.compound, file).await.unwrap() else {
        panic!("not a roll");
    };
    (id, roll::dry_run(&world.at.hall, &SYSTEM, id, None).await.unwrap())
}

fn compound(world: &World) -> Compound {
    Compound { id: world.compound, slug: "yuan2".to_owned(), name: "春和苑2号院".to_owned() }
}

async fn page(world: &World, words: &str) -> RollPage {
    let mut snapshot = world.at.hall.read().await.unwrap();
    roll::roll_page(&world.at.hall, &mut snapshot, &SYSTEM, &world.community, compound(world), words, 1)
        .await
        .unwrap()
}

#[test]
fn a_messy_workbook_comes_in_whole_and_again_changes_nothing() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let report = import(&world, RollFile::bytes("业主.xlsx", messy()), false).await;
        assert!(!report.has_faults(), "{:?}", report.faults.listed());
        let differences = report.differences;
        assert_eq!((differences.units.added, differences.units.changed), (6, 0));
        // 3号楼 was there; the parking space stands in none.
        assert_eq!((differences.buildings.added, differences.buildings.changed), (1, 1));
        assert_eq!((differences.entrances.added, differences.grids_added), (2, 1));
        // 王小明 of the car park has no last four: nobody says that he is the one of 101. 陈晨 is two for the same reason.
        assert_eq!(differences.persons_added, 8);
        assert_eq!(differences.residents_added, 3);
        let roll = page(&world, "").await;
        let names: Vec<&str> = roll.units.iter().map(|unit| unit.name.as_str()).collect();
        let expected = [
            "3号楼1单元101室",
            "3号楼1单元102室",
            "3号楼2单元201室",
            "3号楼2单元202室",
            "3号楼2单元301室",
            "车位B1-023",
        ];
        assert_eq!(names, expected);
        let owners: HashSet<&str> = roll.units[1].owners.iter().map(String::as_str).collect();
        assert_eq!(owners, HashSet::from(["张**", "李**"]));
        assert!(roll.units[1].lacks_voter);
        assert_eq!(roll.summary.owner_sets, 6);
        assert_eq!(roll.summary.area_cm2, 895_200 + 881_000 + 1_205_000 * 2 + 950_000 + 125_000);
        assert_eq!(page(&world, "李四").await.found, 1);
        assert_eq!(page(&world, "100%").await.found, 0);

        let again = import(&world, RollFile::bytes("业主.xlsx", messy()), true).await;
        assert!(again.differences.is_none(), "{:?}", again.differences);
        assert_eq!(again.missing.units_total, 0);
        let opened =
            roll::open_unit(&world.at.hall, &SYSTEM, world.community.id, roll.units[0].id).await.unwrap();
        let persons: Vec<(&str, bool)> = opened.persons.iter().map(|p| (p.name.as_str(), p.owns)).collect();
        assert_eq!(persons, [("王小明", true), ("李梅", false), ("王小明", false)]);
        assert_eq!(opened.persons[0].phone.as_deref(), Some("13800001234"));
    });
}

#[test]
fn a_sale_is_kept_as_past_and_what_is_missing_goes_only_when_told() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let first = ["房号,面积,业主,证件后四位,住户", "3-1-101,80,张三,1111,赵六", "3-1-102,80,李四,2222,"];
        import(&world, csv(&first), false).await;
        let second = ["房号,面积,业主,证件后四位,住户", "3-1-101,81,王五,3333,钱七"];
        let (id, report) = checked(&world, csv(&second)).await;
        assert_eq!(report.differences.owners_changed, 1);
        assert_eq!(report.missing.units, ["3号楼1单元102室"]);
        assert_eq!((report.missing.residents_total, report.differences.residents_added), (1, 1));
        roll::apply(&world.at.hall, &SYSTEM, None, id, false).await.unwrap();
        assert_eq!(page(&world, "").await.found, 2);
        assert_eq!(page(&world, "").await.summary.residents, 2);
        import(&world, csv(&second), true).await;
        let roll = page(&world, "").await;
        assert_eq!((roll.found, roll.summary.residents), (1, 1));
        assert_eq!(roll.units[0].owners, ["王**"]);
        // It comes back as it was.
        let report = import(&world, csv(&first), false).await;
        assert_eq!((report.differences.units.added, report.differences.units.changed), (0, 2));
        assert_eq!(page(&world, "").await.found, 2);
    });
}

#[test]
fn one_failing_line_and_nothing_is_changed() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let file = csv(&["房号,面积,业主,网格", "3-1-101,80,张三,第一网格"]);
        let (id, _) = checked(&world, file).await;
        // Somebody enters the same grid by hand: the switch fails in the middle, on the second of fifteen tables.
        let grid = domain::words::Label::parse("第一网格").unwrap();
        founding::add_grid(&world.at.hall, &SYSTEM, world.community.id, grid).await.unwrap();
        assert!(roll::apply(&world.at.hall, &SYSTEM, None, id, false).await.is_err());
        assert_eq!(page(&world, "").await.found, 0);
        let report = roll::dry_run(&world.at.hall, &SYSTEM, id, None).await.unwrap();
        assert_eq!(report.differences.grids_added, 0);
        roll::apply(&world.at.hall, &SYSTEM, None, id, false).await.unwrap();
        assert_eq!(page(&world, "").await.found, 1);
        let again = roll::apply(&world.at.hall, &SYSTEM, None, id, false).await;
        assert!(matches!(again, Err(Error::Refused(Problem::AlreadyDone))), "{again:?}");
    });
}

#[test]
fn of_two_imports_applied_at_once_one_wins() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let (one, _) = checked(&world, csv(&["房号,面积,业主", "3-1-101,80,张三"])).await;
        let (other, _) = checked(&world, csv(&["房号,面积,业主", "3-1-101,80,李四"])).await;
        let apply = |id| {
            let hall = world.at.hall.clone();
            tokio::spawn(async move { roll::apply(&hall, &SYSTEM, None, id, false).await })
        };
        let (one, other) = (apply(one), apply(other));
        let outcomes = [one.await.unwrap(), other.await.unwrap()];
        let lost =
            |outcome: &&service::Result<()>| matches!(outcome, Err(Error::Refused(Problem::RollChanged)));
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
        assert_eq!(outcomes.iter().filter(lost).count(), 1, "{outcomes:?}");
    });
}

#[test]
fn persons_are_joined_by_the_last_four_or_by_an_officer_and_both_are_listed() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let rows =
            ["房号,面积,业主", "3-1-101,80,张三", "3-1-102,80,张三", "3-1-201,80,陈晨", "3-1-202,80,陈晨"];
        import(&world, csv(&rows), false).await;
        assert_eq!(page(&world, "").await.summary.owner_sets, 4);
        let rows = ["房号,面积,业主,证件后四位", "3-1-101,80,张三,1111", "3-1-102,80,张三,1111"];
        let report = import(&world, csv(&rows), false).await;
        assert_eq!((report.differences.persons_merged, report.differences.owners_changed), (1, 0));
        assert_eq!(page(&world, "").await.summary.owner_sets, 3);

        let mut snapshot = hall.read().await.unwrap();
        let twins =
            roll::twins(hall, &mut snapshot, &SYSTEM, &world.community, &compound(&world)).await.unwrap();
        drop(snapshot);
        assert_eq!(twins.len(), 1);
        let [kept, gone] = [twins[0].persons[0].id, twins[0].persons[1].id];
        let stranger = world.person("陈晨").await;
        let member = world.committee_member("业委").await;
        let key = hall.new_id();
        roll::merge_persons(hall, &member, key, world.compound, kept, vec![gone]).await.unwrap();
        roll::merge_persons(hall, &member, key, world.compound, kept, vec![gone]).await.unwrap();
        let visitor =
            roll::merge_persons(hall, &Actor::Visitor, hall.new_id(), world.compound, kept, vec![stranger]);
        assert!(matches!(visitor.await, Err(Error::Denied(Denied::NotSignedIn))));
        let mut snapshot = hall.read().await.unwrap();
        let merges = roll::merges(&mut snapshot, &SYSTEM, &world.community, &compound(&world)).await.unwrap();
        assert_eq!(merges.iter().map(|merge| merge.by_officer).collect::<Vec<_>>(), [true, false]);
        assert_eq!(merges[0].moved.units, twins[0].persons[1].units);
        drop(snapshot);
        let again = import(&world, csv(&rows), false).await;
        assert!(again.differences.is_none(), "{:?}", again.differences);
    });
}

#[test]
fn accounts_and_documents_keep_persons_apart() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let merge = |kept, gone: domain::id::PersonId| {
            roll::merge_persons(hall, &SYSTEM, hall.new_id(), world.compound, kept, vec![gone])
        };
        let (one, other) = (world.person("张三").await, world.person("张三").await);
        world.account(one, "甲").await;
        world.account(other, "乙").await;
        assert!(matches!(merge(one, other).await, Err(Error::Refused(Problem::TwoAccounts))));
        let rows = ["房号,面积,业主,证件后四位", "3-1-101,80,李四,1111", "3-1-102,80,李四,2222"];
        import(&world, csv(&rows), false).await;
        let opened = |name: &'static str| {
            let world = &world;
            async move {
                let unit = page(world, name).await.units[0].id;
                roll::open_unit(hall, &SYSTEM, world.community.id, unit).await.unwrap().persons[0].id
            }
        };
        let (one, other) = (opened("101").await, opened("102").await);
        assert!(matches!(merge(one, other).await, Err(Error::Refused(Problem::OtherDocument))));
    });
}

#[test]
fn a_full_id_number_is_refused_and_kept_nowhere() {
    const NUMBER: &str = "35010219900101123X";
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let file = format!(
            "房号,面积,业主,证件号码,{NUMBER}\r\n3-1-101,80,张三,{NUMBER},x\r\n3-1-102,80,李四({NUMBER}),,\r\n"
        );
        let file = RollFile::bytes(&format!("{NUMBER}.csv"), file.into_bytes());
        let (id, report) = checked(&world, file).await;
        assert_eq!(report.faults.by_code().get(&FaultCode::FullIdNumber), Some(&3), "{:?}", report.faults);
        let applied = roll::apply(hall, &SYSTEM, None, id, false).await;
        assert!(matches!(applied, Err(Error::Refused(Problem::ImportHasFaults))));
        let mut snapshot = hall.read().await.unwrap();
        let view =
            roll::import(&mut snapshot, &SYSTEM, &world.community, &compound(&world), id).await.unwrap();
        assert!(!format!("{view:?}").contains(NUMBER));
        if let Some(path) = world.at.settings.database_url.strip_prefix("sqlite:") {
            for ending in ["", "-wal"] {
                let bytes = std::fs::read(format!("{path}{ending}")).unwrap_or_default();
                assert!(!bytes.windows(NUMBER.len()).any(|window| window == NUMBER.as_bytes()));
            }
        }
    });
}

#[test]
fn what_is_no_roll_leaves_nothing_behind() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let stage = |bytes: Vec<u8>| roll::stage(hall, &SYSTEM, world.compound, RollFile::bytes("x", bytes));
        let old = stage(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old".to_vec()).await.unwrap();
        let Upload::Unreadable(fault) = old else { panic!("{old:?}") };
        assert_eq!(fault.code, roll::sheet::SheetFaultCode::OldWorkbook);
        // Text without a header is a file whose one fault is said in the dry run.
        let (_, report) = checked(&world, csv(&["a,b", "1,2"])).await;
        assert_eq!(report.faults.by_code().get(&FaultCode::HeaderMissing), Some(&1));
        let nobody = World::resident(&world, "邻居").await;
        let file = csv(&["房号,面积,业主", "3-1-101,80,张三"]);
        let denied = roll::stage(hall, &nobody, world.compound, file).await;
        assert!(matches!(denied, Err(Error::Denied(_))), "{denied:?}");
        let elsewhere = CompoundId(Default::default());
        let file = csv(&["房号,面积,业主", "3-1-101,80,张三"]);
        assert!(matches!(roll::stage(hall, &SYSTEM, elsewhere, file).await, Err(Error::NotFound)));
    });
}

#[test]
fn a_file_of_a_header_alone_retired_a_whole_compound() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let header = "房号,面积,业主".to_owned();
        let rows: Vec<String> = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
            .chars()
            .enumerate()
            .map(|(n, family)| format!("3-1-{},80,{family}小明", 101 + n))
            .collect();
        let all: Vec<&str> = std::iter::once(&header).chain(&rows).map(String::as_str).collect();
        import(&world, csv(&all), false).await;
        let (id, report) = checked(&world, csv(&[&header])).await;
        assert_eq!(report.faults.by_code().get(&FaultCode::NoLines), Some(&1), "{:?}", report.faults);
        let applied = roll::apply(hall, &SYSTEM, None, id, true).await;
        assert!(matches!(applied, Err(Error::Refused(Problem::ImportHasFaults))), "{applied:?}");
        // Nine of twenty are left in the file.
        let (id, report) = checked(&world, csv(&all[..10])).await;
        assert_eq!(report.missing.units_total, 11);
        for retire in [roll::Retire::Missing, roll::Retire::Counted(10)] {
            let applied = roll::apply(hall, &SYSTEM, None, id, retire).await;
            assert!(matches!(applied, Err(Error::Refused(Problem::RetiresMany))), "{applied:?}");
        }
        assert_eq!(page(&world, "").await.found, 20);
        roll::apply(hall, &SYSTEM, None, id, roll::Retire::Counted(11)).await.unwrap();
        assert_eq!(page(&world, "").await.found, 9);
    });
}
