//! Fire, danger and what blocks the way out.

use crate::demo::content::{Category, Matter, Scope, Stage, steps, talk};

/// 楼道堆物，得有个长久的办法
pub(crate) static STAIR_CLUTTER: Matter = Matter {
    key: "stair-clutter",
    category: Category::FireSafety,
    scope: Scope::Compound("mianfang"),
    stage: Stage::Reopened,
    author: "楼道清道夫",
    cosigners: 49,
    title: "楼道堆物，得有个长久的办法",
    body: "（回潮后由提议人补写）去年冬天我们清过一次楼道，四栋楼拉走了 11 车。不到一年，\
        又堆上了。我昨天一层一层走：\n\n\
        | 楼 | 堆物的楼层 | 主要是什么 |\n\
        | --- | --- | --- |\n\
        | 1 号楼 | 9 处 | 纸箱、酸菜缸 |\n\
        | 2 号楼 | 4 处 | 旧沙发 |\n\
        | 3 号楼 | 12 处 | 童车、鞋柜 |\n\
        | 4 号楼 | 7 处 | 花盆、煤炉 |\n\n\
        光清不行，得想想东西为什么往外堆：屋里小，没地方放；收废品的不上楼；扔大件要花钱。",
    steps: steps! {
        -310 Raised Resident "首次提出议题。";
        -302 Accepted ResidentsCommittee "受理。";
        -288 CarryingOut Property "分四个周末清理，共拉走 11 车。";
        -262 Done Grid "逐层检查，全部清空，办结。";
        -40 Reopened Grid "网格巡查发现 32 处堆物，居民申请，按回潮重新打开，前面的记录保留。";
        -34 note Property "每月第一个周六上午免费收大件，先试三个月。";
        -21 note Leader "四个联户组长分楼劝，已自行搬走 14 处，余 18 处。";
        -8 note ResidentsCommittee "腾出旧自行车房做共用储物间，24 格，抽签使用，登记到月底。";
    },
    proposals: &[],
    talk: talk! {
        For "四栋小严" "上回着火演习，烟一来我在三楼绊了两次，都是鞋柜。"
        Against "棉纺厂老三班" "酸菜缸是我的。屋里暖气一烤就坏，楼道凉快，放几十年了。" {
            Neutral "楼道清道夫" "老师傅，缸给您挪到一楼背阴的花坛后面，我天天帮您看着行不行？"
            For "棉纺厂老三班" "那要盖严实，别让猫碰。"
        }
        Question "考研中的小柯" "我租的房，门口旧沙发是房东留下的，我能扔吗？" {
            Neutral "网格员小唐" "请房东发一句话给我就能扔，这周六收大件不要钱。"
        }
        For "纱厂女工" "共用储物间这个好，别光让人搬，得给个去处。" {
            Question "四栋小严" "24 格够吗？32 处呢。"
        }
        Against "修鞋的老鲁" "鞋柜也算堆物？就十几公分深。" {
            Neutral "楼道清道夫" "鲁师傅，楼道就一米一，十几公分就是一个人的肩膀。"
        }
        Neutral "怕麻烦的老胡" "清一回堆一回，像刷牙，天天刷才行。"
    },
};

/// 1 号楼东山墙掉瓷砖，下面是幼儿园接送的路
pub(crate) static WALL_TILES: Matter = Matter {
    key: "wall-tiles",
    category: Category::FireSafety,
    scope: Scope::Building("linhe", 1),
    stage: Stage::Hazard,
    author: "临河散步",
    cosigners: 29,
    title: "1 号楼东山墙掉瓷砖，下面是幼儿园接送的路",
    body: "今天早上 1 号楼东山墙七楼高的地方掉下来三块瓷砖，砸在人行道上，碎片崩出四五米。\
        下面就是接送孩子的路。抬头看，旁边还有一片鼓着，风一大就响。请马上围起来，\
        不要等讨论。",
    steps: steps! {
        -17 Raised Resident "提出议题，附现场照片。";
        -17 Hazard Council
            "危险不是意见，转为安全隐患，评论关闭。责成物业服务企业当日围挡、三日内排查、\
            十五日内处置，逾期报街道和住建部门。";
        -17 note Property "下午两点拉好围挡，宽 6 米，接送改走南门，夜里有警示灯。";
        -14 note Property "空鼓检测完成，东山墙共 11 处约 9 平方米，已先敲除松动部分。";
        -4 note Property
            "高空修补队进场，天气允许的话五天完工。费用先由物业垫付，怎么出再与业主委员会商量。";
    },
    proposals: &[],
    talk: &[],
};

/// 4 号楼从三楼窗户往下拉线充电，插板泡在水里
pub(crate) static FLYING_WIRES: Matter = Matter {
    key: "flying-wires",
    category: Category::Charging,
    scope: Scope::Building("mianfang", 4),
    stage: Stage::Hazard,
    author: "四栋小严",
    cosigners: 18,
    title: "4 号楼从三楼窗户往下拉线充电，插板泡在水里",
    body: "4 号楼 2 单元有三根线从三楼窗户拉到楼下，插板放在排水沟盖上，昨晚下雨，\
        插板泡着水还亮着灯。楼下停了五辆车，离煤气管不到一米。我喊了半天没有人下来，\
        只好先把孩子们领开。请马上来人断电。",
    steps: steps! {
        -12 Raised Resident "提出议题。";
        -12 Hazard ResidentsCommittee
            "转为安全隐患，评论关闭。物业服务企业一小时内断电撤线，三日内给出临时充电点，\
            网格员每晚八点巡查。";
        -12 note Property "当晚撤线三根，没有人受伤。";
        -10 note Property "在西门岗亭旁设临时充电口 10 个，离楼 9 米。";
        -3 note Grid "连查九晚，没有再拉线。长久的办法请另提议题商量。";
    },
    proposals: &[],
    talk: &[],
};

/// 消防通道停满了车，救护车上月倒了八分钟
pub(crate) static FIRE_LANE: Matter = Matter {
    key: "fire-lane",
    category: Category::FireSafety,
    scope: Scope::Compound("wutong"),
    stage: Stage::Done,
    author: "学法律的阿宁",
    cosigners: 66,
    title: "消防通道停满了车，救护车上月倒了八分钟",
    body: "上月救护车接 2 号楼的老人，被三辆车堵住，倒了八分钟才进来。消防通道宽 4 米，\
        画线早磨没了。请重新画线、立牌、定好谁打电话挪车；夜里一样要管。那位老人后来没事，\
        可是谁家都可能有这八分钟。",
    steps: steps! {
        -152 Raised Resident "提出议题。";
        -149 Accepted Council "受理，请消防部门现场指导。";
        -142 CarryingOut Property
            "画黄色网格线 180 米，立牌 6 块；夜间保安每小时走一趟，挪车电话贴在车前。";
        -133 note Grid "请消防车实地开了一遍，3 分 10 秒到 3 号楼。";
        -128 Done Council "连续两周通道畅通，办结。";
    },
    proposals: &[],
    talk: talk! {
        For "梧桐树下" "消防车开进来那天，孩子们比过年还高兴。"
        Question "梧桐里停不下" "少了 9 个习惯位，车停哪？" {
            Neutral "梧桐里业委会小钟" "商场夜间位谈了 30 个，月租 100 元，名单满了再加。"
        }
        Against "外卖放门口" "卸货五分钟也打电话催我，太紧了吧。" {
            Neutral "学法律的阿宁" "火烧起来也就五分钟。"
        }
    },
};

/// 夜里两点到四点没人巡，电瓶丢了三块
pub(crate) static NIGHT_PATROL: Matter = Matter {
    key: "night-patrol",
    category: Category::Property,
    scope: Scope::Compound("jiangtang18"),
    stage: Stage::Raised,
    author: "五金店老板",
    cosigners: 14,
    title: "夜里两点到四点没人巡，电瓶丢了三块",
    body: "这个月我知道的就丢了三块电瓶，都是夜里两点到四点。我们院没有围墙，\
        物业夜里只有一个人看门。想问问大家：愿不愿意每月多出几块钱加一班，还是组织志愿巡逻，\
        或者先把两个死角的灯和摄像头补上。",
    steps: steps! {
        -4 Raised Resident "提出议题，附议满 50 人由议事会受理。";
    },
    proposals: &[],
    talk: talk! {
        Question "合租小赵" "先补灯和摄像头吧，最省钱。"
        Against "讲堂路老住户" "志愿巡逻别叫我们七十多的去，跑不过贼。" {
            Neutral "五金店老板" "您坐门口咳嗽两声就行。"
        }
        For "一楼采光党" "我家窗下那个死角，灯可以接我家的电。"
    },
};
