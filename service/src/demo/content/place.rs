//! The ground: 春和社区, its six compounds, their buildings and other units, the firms, the grids.
//!
//! 24 buildings and 1,200 units in all, of them 1,080 dwellings. A building holds
//! `entrances × floors × doors_cm2.len()` flats.

/// The neighbourhood the residents' council serves.
#[derive(Debug)]
pub(crate) struct Community {
    /// Key, and its place in addresses of pages.
    pub(crate) slug: &'static str,
    /// Name.
    pub(crate) name: &'static str,
    /// City and district, invented.
    pub(crate) district: &'static str,
    /// Sub-district office 街道办事处.
    pub(crate) street: &'static str,
    /// Where the residents' committee sits.
    pub(crate) address: &'static str,
    /// One paragraph for the community page, plain text.
    pub(crate) about: &'static str,
    /// Co-signers that bring a community-wide matter before the council.
    pub(crate) cosign_community: u16,
    /// Co-signers that bring a compound's matter before the council.
    pub(crate) cosign_compound: u16,
    /// Co-signers that bring one building’s matter before the council.
    pub(crate) cosign_building: u16,
    /// Persons on the rolls the builder aims at.
    pub(crate) persons: u16,
}

/// 春和社区.
pub(crate) static COMMUNITY: Community = Community {
    slug: "chunhe",
    name: "春和社区",
    district: "云川市临江区",
    street: "讲堂街道办事处",
    address: "讲堂路 66 号，菜场东头，二楼有图书角",
    about: "六个小区，二十四栋楼，讲堂路从中间穿过。有事在这里提，大家议，议定了就办，\
        办完了请大家评。",
    cosign_community: 50,
    cosign_compound: 40,
    cosign_building: 15,
    persons: 2_900,
};

/// How far a compound's owners are organised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Assembly {
    /// 业主大会 with an owners' committee of so many seats.
    Committee(u8),
    /// 物业管理委员会 appointed in the meantime, of so many seats.
    ManagementCommittee(u8),
    /// 业主大会筹备组, of so many seats.
    Preparatory(u8),
}

/// One compound 小区.
#[derive(Debug)]
pub(crate) struct Compound {
    /// Key, and its place in addresses of pages.
    pub(crate) slug: &'static str,
    /// Name.
    pub(crate) name: &'static str,
    /// Street address.
    pub(crate) address: &'static str,
    /// Year it was finished.
    pub(crate) built: u16,
    /// Whether its buildings have lifts.
    pub(crate) lifts: bool,
    /// How its owners are organised.
    pub(crate) assembly: Assembly,
    /// Property service, a key in [`FIRMS`].
    pub(crate) property: &'static str,
    /// Developer, a key in [`FIRMS`]; old work-unit housing has none.
    pub(crate) developer: Option<&'static str>,
    /// Buildings by number.
    pub(crate) buildings: &'static [Building],
    /// Shops 商铺.
    pub(crate) shops: &'static [Shop],
    /// Titled parking spaces 车位.
    pub(crate) parking: Lots,
    /// Storage rooms 储藏间.
    pub(crate) storage: Lots,
    /// What every resident knows about it, one line.
    pub(crate) about: &'static str,
}

/// One building 楼栋.
#[derive(Debug)]
pub(crate) struct Building {
    /// Its number.
    pub(crate) number: u16,
    /// Entrances 单元.
    pub(crate) entrances: u16,
    /// Floors with flats.
    pub(crate) floors: u16,
    /// Areas in cm² of the flats on one floor of one entrance, by door; every floor repeats them.
    pub(crate) doors_cm2: &'static [i64],
}

/// One shop.
#[derive(Debug)]
pub(crate) struct Shop {
    /// Number as written on the title.
    pub(crate) number: &'static str,
    /// What is over the door.
    pub(crate) sign: &'static str,
    /// Area in cm².
    pub(crate) area_cm2: i64,
}

/// A run of like units, numbered from 1: prefix, then three digits.
#[derive(Debug)]
pub(crate) struct Lots {
    /// What goes before the number.
    pub(crate) prefix: &'static str,
    /// How many there are.
    pub(crate) count: u16,
    /// Area of each in cm².
    pub(crate) area_cm2: i64,
}

/// A building from its figures.
const fn building(number: u16, entrances: u16, floors: u16, doors_cm2: &'static [i64]) -> Building {
    Building { number, entrances, floors, doors_cm2 }
}

/// A shop from number, sign and area.
const fn shop(number: &'static str, sign: &'static str, area_cm2: i64) -> Shop {
    Shop { number, sign, area_cm2 }
}

/// A run of like units.
const fn lots(prefix: &'static str, count: u16, area_cm2: i64) -> Lots {
    Lots { prefix, count, area_cm2 }
}

/// The six compounds; the first has 200 units, an owners' assembly and a committee of seven.
pub(crate) static COMPOUNDS: &[Compound] = &[
    Compound {
        slug: "yuan2",
        name: "春和苑2号院",
        address: "讲堂路 72 号",
        built: 2012,
        lifts: true,
        assembly: Assembly::Committee(7),
        property: "heshun",
        developer: Some("chunhe-zhiye"),
        buildings: &[
            building(1, 2, 11, &[891_600, 1_156_000]),
            building(2, 2, 11, &[880_000, 1_157_000]),
            building(3, 3, 7, &[768_400, 1_023_500]),
            building(4, 1, 11, &[612_300, 895_800, 895_800, 1_432_700]),
        ],
        shops: &[
            shop("商1", "刘姐豆浆铺", 362_400),
            shop("商2", "春和便利店", 541_800),
            shop("商3", "明目眼镜", 487_500),
            shop("商4", "老魏电器维修", 336_900),
            shop("商5", "社区诊所", 925_300),
            shop("商6", "（空置）", 604_200),
        ],
        parking: lots("车", 14, 127_200),
        storage: lots("储", 6, 83_500),
        about: "174 户住宅，有电梯，电动车最多，开会也最勤。",
    },
    Compound {
        slug: "yuan1",
        name: "春和苑1号院",
        address: "讲堂路 70 号",
        built: 2004,
        lifts: false,
        assembly: Assembly::Committee(5),
        property: "heshun",
        developer: Some("chunhe-zhiye"),
        buildings: &[
            building(1, 4, 6, &[783_200, 962_400]),
            building(2, 4, 6, &[783_200, 962_400]),
            building(3, 4, 6, &[726_500, 1_083_700]),
            building(4, 4, 6, &[726_500, 1_083_700]),
        ],
        shops: &[
            shop("商1", "小何理发", 285_600),
            shop("商2", "好邻居水果", 324_700),
            shop("商3", "裁缝铺", 198_400),
            shop("商4", "干洗店", 264_900),
            shop("商5", "面馆", 452_100),
            shop("商6", "打印社", 231_800),
        ],
        parking: lots("车", 0, 0),
        storage: lots("储", 12, 76_800),
        about: "六层没电梯，香樟高，合唱团在这里排练。",
    },
    Compound {
        slug: "jiangtang18",
        name: "讲堂路18号院",
        address: "讲堂路 18 号",
        built: 1996,
        lifts: false,
        assembly: Assembly::Preparatory(9),
        property: "linli",
        developer: None,
        buildings: &[
            building(1, 3, 6, &[563_400, 647_900]),
            building(2, 3, 6, &[563_400, 647_900]),
            building(3, 3, 6, &[582_700, 701_300]),
            building(4, 3, 6, &[582_700, 701_300]),
            building(5, 3, 6, &[521_600, 596_200]),
        ],
        shops: &[
            shop("商1", "讲堂五金", 417_300),
            shop("商2", "早点铺", 223_500),
            shop("商3", "粮油店", 356_100),
            shop("商4", "钟表修理", 152_700),
        ],
        parking: lots("车", 0, 0),
        storage: lots("储", 6, 64_200),
        about: "最老的院子之一，没有围墙，业主大会正在筹备。",
    },
    Compound {
        slug: "wutong",
        name: "梧桐里",
        address: "梧桐街 9 号",
        built: 2009,
        lifts: true,
        assembly: Assembly::Committee(5),
        property: "anju",
        developer: Some("wutong-zhiye"),
        buildings: &[
            building(1, 2, 11, &[893_700, 684_500, 1_127_600]),
            building(2, 2, 11, &[893_700, 684_500, 1_127_600]),
            building(3, 2, 11, &[937_200, 705_800, 1_304_900]),
        ],
        shops: &[
            shop("商1", "宠物医院", 687_400),
            shop("商2", "梧桐书店", 523_600),
            shop("商3", "药房", 618_900),
            shop("商4", "咖啡", 402_500),
            shop("商5", "便民超市", 1_126_300),
            shop("商6", "快递点", 347_800),
            shop("商7", "健身房", 1_385_000),
            shop("商8", "（空置）", 476_200),
        ],
        parking: lots("车", 14, 125_000),
        storage: lots("储", 0, 0),
        about: "三栋楼围着一棵老梧桐，租户多，车更多。",
    },
    Compound {
        slug: "linhe",
        name: "临河花园",
        address: "河滨路 33 号",
        built: 2007,
        lifts: true,
        assembly: Assembly::ManagementCommittee(7),
        property: "anju",
        developer: Some("wutong-zhiye"),
        buildings: &[
            building(1, 2, 11, &[865_300, 1_082_400]),
            building(2, 2, 11, &[865_300, 1_082_400]),
            building(3, 2, 11, &[914_700, 1_243_500]),
            building(4, 2, 11, &[914_700, 1_243_500]),
        ],
        shops: &[
            shop("商1", "河滨茶室", 563_200),
            shop("商2", "母婴店", 468_700),
            shop("商3", "渔具店", 312_400),
            shop("商4", "小饭馆", 536_900),
        ],
        parking: lots("车", 20, 132_500),
        storage: lots("储", 0, 0),
        about: "挨着健康园和河堤，早上听鸟，晚上听歌。",
    },
    Compound {
        slug: "mianfang",
        name: "棉纺新村",
        address: "纱厂巷 5 号",
        built: 1985,
        lifts: false,
        assembly: Assembly::Preparatory(7),
        property: "linli",
        developer: None,
        buildings: &[
            building(1, 4, 5, &[485_000, 538_600]),
            building(2, 4, 5, &[485_000, 538_600]),
            building(3, 4, 5, &[492_300, 557_100]),
            building(4, 4, 5, &[492_300, 557_100]),
        ],
        shops: &[],
        parking: lots("车", 0, 0),
        storage: lots("储", 20, 52_000),
        about: "老棉纺厂的宿舍，没有阳台，邻里最熟。",
    },
];

/// What a firm is to the neighbourhood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FirmKind {
    /// 物业服务企业
    Property,
    /// 开发商
    Developer,
    /// A company that owns flats or shops.
    Owner,
}

/// A legal person.
#[derive(Debug)]
pub(crate) struct Firm {
    /// Key.
    pub(crate) key: &'static str,
    /// Registered name, invented.
    pub(crate) name: &'static str,
    /// What it is here.
    pub(crate) kind: FirmKind,
}

/// Firms named in the demo.
pub(crate) static FIRMS: &[Firm] = &[
    Firm { key: "heshun", name: "云川和顺物业服务有限公司", kind: FirmKind::Property },
    Firm { key: "anju", name: "云川安聚物业服务有限公司", kind: FirmKind::Property },
    Firm { key: "linli", name: "讲堂街道邻里物业服务站", kind: FirmKind::Property },
    Firm { key: "chunhe-zhiye", name: "云川春和置业有限公司", kind: FirmKind::Developer },
    Firm { key: "wutong-zhiye", name: "云川梧桐置业有限公司", kind: FirmKind::Developer },
    Firm { key: "weilan", name: "云川蔚岚商贸有限公司", kind: FirmKind::Owner },
    Firm { key: "minghe", name: "云川鸣禾文化有限公司", kind: FirmKind::Owner },
];

/// One grid 网格: a run of buildings in one compound.
#[derive(Debug)]
pub(crate) struct Grid {
    /// Name.
    pub(crate) name: &'static str,
    /// Compound's key.
    pub(crate) compound: &'static str,
    /// Buildings by number.
    pub(crate) buildings: &'static [u16],
}

/// A grid over some buildings of a compound.
const fn grid(name: &'static str, compound: &'static str, buildings: &'static [u16]) -> Grid {
    Grid { name, compound, buildings }
}

/// Twelve grids, each with one officer.
pub(crate) static GRIDS: &[Grid] = &[
    grid("第一网格", "yuan1", &[1, 2]),
    grid("第二网格", "yuan1", &[3, 4]),
    grid("第三网格", "yuan2", &[1, 2]),
    grid("第四网格", "yuan2", &[3, 4]),
    grid("第五网格", "jiangtang18", &[1, 2, 3]),
    grid("第六网格", "jiangtang18", &[4, 5]),
    grid("第七网格", "wutong", &[1, 2]),
    grid("第八网格", "wutong", &[3]),
    grid("第九网格", "linhe", &[1, 2]),
    grid("第十网格", "linhe", &[3, 4]),
    grid("第十一网格", "mianfang", &[1, 2]),
    grid("第十二网格", "mianfang", &[3, 4]),
];

/// Name of a household group 联户组: `{b}` is the building, `{e}` the entrance; one group per entrance.
pub(crate) const GROUP_NAME: &str = "{b}号楼{e}单元联户组";

/// A way of owning in 春和苑2号院 that its roll must show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owning {
    /// Unsold, still the developer's; with [`Owning::Undelivered`] one head.
    Unsold,
    /// Sold but not handed over; counted with the developer's unsold units.
    Undelivered,
    /// One person owns all of these: one head.
    Several,
    /// The person of the `Several` case owns this with a spouse: another head.
    WithSpouse,
    /// Siblings own it together and have not agreed who votes.
    Siblings,
    /// A child owns it; the guardian votes.
    Minor,
    /// A legal person owns it; an authorised agent votes.
    Firm(&'static str),
    /// The owner died and the title has not been passed on.
    Inheritance,
    /// The roll does not know the owner; the unit counts all the same.
    Unknown,
    /// Let; the tenant lives there, the owner elsewhere.
    Let,
}

/// Cases on the roll of 春和苑2号院, with units as `building-entrance-room`, shops and lots by their number.
pub(crate) static OWNING: &[(Owning, &[&str])] = &[
    (Owning::Unsold, &["4-1-1104", "4-1-1004", "4-1-904", "商6", "车012", "车013", "车014"]),
    (Owning::Undelivered, &["4-1-804"]),
    (Owning::Several, &["2-1-302", "2-1-402"]),
    (Owning::WithSpouse, &["2-2-501"]),
    (Owning::Siblings, &["1-2-701"]),
    (Owning::Minor, &["3-1-202"]),
    (Owning::Firm("weilan"), &["商2", "商3"]),
    (Owning::Firm("minghe"), &["4-1-201"]),
    (Owning::Inheritance, &["3-3-101"]),
    (Owning::Unknown, &["1-1-1102"]),
    (Owning::Let, &["1-1-301", "1-1-802", "2-2-902", "3-2-602", "4-1-302", "4-1-503", "商4"]),
];
