//! Living wall to wall.

use crate::demo::content::{Category, Matter, Scope, Stage, steps, talk};

/// 3 号楼楼顶鸽棚，晾不了衣服开不了窗
pub(crate) static PIGEONS: Matter = Matter {
    key: "pigeons",
    category: Category::Neighbours,
    scope: Scope::Building("linhe", 3),
    stage: Stage::Accepted,
    author: "双胞胎爸爸",
    cosigners: 27,
    title: "3 号楼楼顶鸽棚，晾不了衣服开不了窗",
    body: "3 号楼楼顶有一座鸽棚，大约 40 羽。顶楼两户和楼下晾衣服的都受影响：羽毛、粪、\
        早上五点的咕咕声。我家双胞胎，一个过敏。\n\n\
        楼顶是全体业主共有的。我和养鸽的邻居当面谈过两次，他说养了二十年，\
        是老房子拆迁带过来的，舍不得。\n\n\
        想请议事会帮我们调解：能不能减数量、换地方、定清扫时间。不想闹到打官司。",
    steps: steps! {
        -33 Raised Resident "提出议题。";
        -25 Accepted Council "受理，由议事会两名委员和调解志愿者一起上门。";
        -10 note Council "第一次调解：养鸽人同意每天清扫两次、减到 20 羽；搬离楼顶还没有谈拢。";
    },
    proposals: &[],
    talk: talk! {
        Against "鸽子他爹" "我先认错，粪扫得不勤。但说鸽子五点吵，五点叫的是斑鸠，不是我家的。" {
            Neutral "双胞胎爸爸" "叔，我录了音，咱俩一起听听是谁。"
            Neutral "鸽子他爹" "听了，有一半是我家的。"
        }
        For "水边的阿姨" "被子晒一回洗一回，水费我都记着呢。"
        Question "学法律的阿宁"
            "楼顶是共有部分，长期单独占用要全体业主说了算，不是几户同意就行。\
            调解时请把这条先讲明。"
        Against "临河散步" "老陈养鸽二十年，楼里孩子都喂过。别一上来就撵。" {
            Neutral "双胞胎爸爸" "没撵，我是想找个两边都过得去的法子。"
        }
        For "跑步的老贺" "河堤外面园林处有块地，听说能租给信鸽协会，要不要我去问？" {
            For "鸽子他爹" "老贺你问！真能去，我连棚带鸽一起搬。"
        }
    },
};

/// 全社区统一装修时间，中午静两小时
pub(crate) static QUIET_HOURS: Matter = Matter {
    key: "quiet-hours",
    category: Category::Neighbours,
    scope: Scope::Community,
    stage: Stage::Decided,
    author: "夜班护士",
    cosigners: 81,
    title: "全社区统一装修时间，中午静两小时",
    body: "六个小区，装修时间六个样。我们院 8 点，隔壁院 7 点半，中间一堵墙。我做了个表，\
        请大家看看能不能统一成：\n\n\
        - 工作日 8:30–12:00、14:00–18:00；\n\
        - 周末和节假日不砸墙、不用电钻；\n\
        - 中高考期间整周停。\n\n\
        作为居民约定，各小区再把它写进自己的管理规约。",
    steps: steps! {
        -104 Raised Resident "提出议题。";
        -97 Accepted Council "附议 81 人，受理。";
        -95 Deliberating Council "征求六个小区和 11 家装修队的意见。";
        -32 Decided Council
            "议事会到会 18 席，16 席赞成、2 席反对，通过居民约定，见春和议〔2026〕5号决定。\
            请各小区业主大会或者筹备组考虑写进管理规约。";
    },
    proposals: &[],
    talk: talk! {
        For "三楼失眠人" "统一好，省得隔墙打时间差。"
        Against "五金店老板" "装修队工期长了，最后都是业主多掏钱。" {
            Neutral "夜班护士" "中午停两小时，师傅也能睡一觉，手稳。"
        }
        Question "新搬来的小两口" "我们下周装柜子，周末能装吗？" {
            Neutral "议事会老徐" "装柜子可以，电钻请放在工作日。"
        }
    },
};

/// 乒乓球室只许业主用，租户不让进
pub(crate) static TENANTS_OUT: Matter = Matter {
    key: "tenants-out",
    category: Category::Neighbours,
    scope: Scope::Compound("wutong"),
    stage: Stage::Declined,
    author: "车位难求",
    cosigners: 9,
    title: "乒乓球室只许业主用，租户不让进",
    body: "架空层的乒乓球室周末要排队一个多小时，里面一半是租房的。台子是业主交的钱买的，\
        灯和地胶也是。建议装个锁，只给业主发钥匙；租房的想打球，可以去体育馆，\
        走路也就二十分钟。",
    steps: steps! {
        -71 Raised Resident "提出议题。";
        -64 Declined Council
            "不予受理。租户是物业使用人，住在这里就一样使用公共设施；排队的问题另想办法。\
            已由网格员试行扫码预约，每场 40 分钟，每户每天一场。";
    },
    proposals: &[],
    talk: talk! {
        Against "程序员不加班" "我交的房租里也有物业费。"
        Against "外卖放门口" "我是业主，我的球友全是租户，锁了我跟墙打？"
        Question "车位难求" "预约能不能给孩子留两个钟头？" {
            Neutral "网格员小唐" "周六周日上午 9 点到 11 点留给 16 岁以下的。"
        }
        For "车位难求" "那就不用锁了。"
        Neutral "梧桐树下" "楼主改得快，赞一个。"
    },
};

/// 志愿积分能换点实在的，账要公开
pub(crate) static VOLUNTEER_POINTS: Matter = Matter {
    key: "volunteer-points",
    category: Category::Culture,
    scope: Scope::Community,
    stage: Stage::Done,
    author: "爱管闲事的曹姨",
    cosigners: 62,
    title: "志愿积分能换点实在的，账要公开",
    body: "现在志愿积分记在本子上，换来换去就是洗衣液。建议：积分每月公布；能换理发、磨刀、\
        修家电、义诊优先号；也能转给楼里用得着的老人。去年我攒了 186 分，换了三瓶洗衣液，\
        家里还剩两瓶没开。",
    steps: steps! {
        -280 Raised Resident "提出议题。";
        -274 Accepted Council "受理。";
        -262 CarryingOut ResidentsCommittee
            "定下兑换单 14 项，7 支志愿队各出一个记分人，互相核对。";
        -231 Done ResidentsCommittee
            "积分按月公布，首月兑换 96 次，最多的是磨刀。60 人评价，57 人满意。";
    },
    proposals: &[],
    talk: talk! {
        For "修鞋的老鲁" "我也报了一项，换鞋底，五分一双。"
        Question "会计老蒋" "转给老人这条好，转出有没有记录？" {
            Neutral "网格员小唐" "有，谁转的、转了几分，只写显示名，每月贴。"
        }
        Against "怕麻烦的老胡" "做好事还记分，味道变了。" {
            Neutral "爱管闲事的曹姨" "老胡，你不要分，就转给阿婆剪头发。"
        }
    },
};

/// 社区图书角周末也开门，晚上开到九点
pub(crate) static READING_CORNER: Matter = Matter {
    key: "reading-corner",
    category: Category::Culture,
    scope: Scope::Community,
    stage: Stage::CarryingOut,
    author: "考研中的小柯",
    cosigners: 44,
    title: "社区图书角周末也开门，晚上开到九点",
    body: "居委会二楼图书角有 46 个座，只在工作日 9 点到 17 点开，上班上学的人正好用不上。\
        我愿意和几个同学轮流值班，请周末也开，工作日晚上开到 21 点，安静、有灯、有热水就行。",
    steps: steps! {
        -69 Raised Resident "提出议题。";
        -62 Accepted Council "受理，居委会愿意给钥匙，值班由志愿者报名。";
        -50 Decided Council "公布春和议〔2026〕3号决定：先试三个月，值班两人一岗，计入志愿积分。";
        -43 CarryingOut ResidentsCommittee "开放第一周，平均每晚 22 人。";
        -14 note ResidentsCommittee "每晚 35 人左右，周日要排队；加了 8 盏台灯。";
    },
    proposals: &[],
    talk: talk! {
        For "备考家长" "孩子晚上有地方写作业，我有两个钟头安静。"
        Question "新搬来的小两口" "能借书回家吗？" {
            Neutral "考研中的小柯" "能，登记门禁卡号，两周，弄丢了还一本差不多的就行。"
        }
        Against "二胡爷爷" "九点灭灯，最后一章总看不完。"
    },
};

/// 院里加几排晾衣杆，别在树上拉绳
pub(crate) static DRYING_POLES: Matter = Matter {
    key: "drying-poles",
    category: Category::Facilities,
    scope: Scope::Compound("mianfang"),
    stage: Stage::Done,
    author: "纱厂女工",
    cosigners: 37,
    title: "院里加几排晾衣杆，别在树上拉绳",
    body: "棉纺新村的房子没有阳台，天一好，树上、单杠上、消防栓上全是被子。树勒死了两棵，\
        单杠孩子用不成。请在南边空地加六排晾衣杆，高矮各半，老人够得着；孩子跑来跑去，\
        杆头要包圆，别碰了脑袋。",
    steps: steps! {
        -168 Raised Resident "提出议题。";
        -162 Accepted Council "受理。";
        -159 CarryingOut ResidentsCommittee
            "微基金支出 4,800 元，做不锈钢晾衣杆六排，其中三排高 1.6 米。";
        -141 Done ResidentsCommittee "装好，树上的绳子全部解下。44 人评价，43 人满意。";
    },
    proposals: &[],
    talk: talk! {
        For "棉纺厂老三班" "矮的那三排是给我们这些缩了个子的人做的，贴心。"
        Question "四栋小严" "能不能定个钟头？有人一占占三天。" {
            Neutral "楼道清道夫" "挂了块牌子：太阳下山请收走。三天不收的，联户长帮您叠好送上门。"
            For "四栋小严" "送上门还叠好，那我天天忘。"
        }
        Against "考研中的小柯" "早上六点拍被子，砰砰砰。"
        Neutral "纱厂女工" "改成八点后拍，我去挨家说。"
    },
};
