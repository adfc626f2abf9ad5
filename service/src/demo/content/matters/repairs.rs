//! Gates, roofs, lamps, lids: things that break.

use crate::demo::content::{Category, Matter, Proposal, Revision, Scope, Stage, steps, talk};

/// 新门禁要刷脸，请给不愿意刷脸的人留一条路
pub(crate) static FACE_GATE: Matter = Matter {
    key: "face-gate",
    category: Category::Facilities,
    scope: Scope::Compound("wutong"),
    stage: Stage::Deliberating,
    author: "程序员不加班",
    cosigners: 55,
    title: "新门禁要刷脸，请给不愿意刷脸的人留一条路",
    body: "上月物业换了三个门口的门禁，通知说以后统一刷脸，旧卡月底停用。我去登记，\
        要交身份证照片和正脸照，问保存在哪里、存多久，前台答不上来。\n\n\
        按现在的规定，不能把刷脸当成进门的唯一办法，不同意的人要有别的、同样方便的办法。\
        我请求：\n\n\
        1. 门卡、手机开门继续能用，不另外收费；\n\
        2. 已经交的照片怎么保管、怎么删，写成一页纸贴出来；\n\
        3. 老人、孩子、租户都算在内。",
    steps: steps! {
        -51 Raised Resident "提出议题。";
        -44 Accepted Council "附议 55 人，受理，请物业服务企业书面答复。";
        -42 Deliberating Council "开始讨论。旧卡停用时间先往后推。";
        -35 note Property "书面答复：旧卡继续使用，不收费；人脸信息存在本地机器，不上传。";
        -14 note Committee "查看了设备，发现有一台默认开着上传，已当场关闭，请厂家出书面说明。";
    },
    proposals: &[Proposal {
        key: "gate-three-ways",
        author: "程序员不加班",
        cost_fen: 320_000,
        title: "三种开门办法并列，人脸信息想删就删",
        revisions: &[
            Revision {
                day: -40,
                change: "首次提交",
                body: "## 做法\n\n\
                        门卡、手机、人脸三选一，互不强迫。\n\n\
                        ## 钱\n\n\
                        补门卡 200 张，3,200 元，由物业服务企业承担。",
            },
            Revision {
                day: -13,
                change: "加上删除办法、保管人和未成年人一条",
                body: "## 做法\n\n\
                        - 门卡、手机、人脸并列，谁也不比谁慢；\n\
                        - 登记人脸要本人书面单独同意，未满十四周岁的由监护人同意；\n\
                        - 设备断开外网，管理员两人，谁看过有记录；\n\
                        - 说一声就删，三天内回条；搬走的当月删。\n\n\
                        ## 钱\n\n\
                        补门卡 200 张，3,200 元，由物业服务企业承担。",
            },
        ],
    }],
    talk: talk! {
        For "学法律的阿宁" "第三条补得好。“单独同意”不是在入住协议里夹一句，是单独一张纸。"
        Against "养柯基的圆圆" "我两手提菜牵着狗，刷脸最方便，别因为几个人就拆了。" {
            Neutral "程序员不加班" "不拆。你刷你的脸，我刷我的卡。"
            For "养柯基的圆圆" "那没意见了。"
        }
        Question "外卖放门口" "外卖员进不来怎么办？现在都是堵在门口喊。" {
            Neutral "梧桐里物业前台" "门口对讲按房号就行，下周贴说明。"
        }
        For "梧桐里停不下" "我妈戴口罩、戴帽子，刷三回刷不上，后面排着队，她急得直冒汗。"
        Question "车位难求" "一台机器默认上传，那之前上传的怎么删？" {
            Neutral "梧桐里业委会小钟" "已要求厂家七天内出删除证明，拿到就贴。"
        }
        Against "怕麻烦的老胡" "满街都是摄像头，差这一个？" {
            Neutral "学法律的阿宁" "街上的摄像头没有把你的脸和门牌号存在一起。"
        }
    },
};

/// 西门想放一组快递柜
pub(crate) static PARCEL_LOCKERS: Matter = Matter {
    key: "parcel-lockers",
    category: Category::Facilities,
    scope: Scope::Compound("linhe"),
    stage: Stage::Raised,
    author: "水边的阿姨",
    cosigners: 24,
    title: "西门想放一组快递柜",
    body: "临河花园没有快递柜，快递堆在门岗地上，下雨就泡。门岗师傅说一天六七十件，\
        找一件要翻十分钟。\n\n\
        有公司愿意免费装一组 88 格的柜子，每年给小区 6,000 元场地费，但要放广告屏。\
        我觉得可以谈，又怕：\n\n\
        - 柜子满了怎么办，超时收不收钱；\n\
        - 广告屏晚上亮不亮，对着谁家窗户；\n\
        - 6,000 元进谁的账。\n\n\
        放柜子、收场地费，要业主大会表决，我先看看有多少人想要。",
    steps: steps! {
        -6 Raised Resident "提出议题，附议满 50 人由议事会受理。";
    },
    proposals: &[],
    talk: talk! {
        For "跑步的老贺" "上回我的跑鞋泡成了船。装。"
        Against "三楼失眠人" "广告屏免谈，路灯我都嫌亮。" {
            Neutral "水边的阿姨" "那就谈没有屏的，场地费少一点也行。"
        }
        Question "双胞胎爸爸" "奶粉箱子大，88 格里大格有几个？"
        Against "临河散步" "有了柜子，快递员就再也不上楼了，我腿脚不好，还得自己下来拎。" {
            For "鸽子他爹" "给您带上来，我天天下楼喂鸽子。" {
                Neutral "临河散步" "那你鸽子别搬太远。"
            }
        }
        Question "账本控" "6,000 元算公共收益，扣掉成本归业主。现在账上有公示栏吗？"
    },
};

/// 1 号楼屋面渗水，顶层四户墙皮都掉了
pub(crate) static ROOF_LEAK: Matter = Matter {
    key: "roof-leak",
    category: Category::Facilities,
    scope: Scope::Building("mianfang", 1),
    stage: Stage::Deliberating,
    author: "早班公交司机",
    cosigners: 33,
    title: "1 号楼屋面渗水，顶层四户墙皮都掉了",
    body: "1 号楼 4 个单元，顶层 8 户里有 4 户漏。我家卧室墙皮掉了两块，最大的有脸盆大。\
        物业补过三次沥青，补东边漏西边。\n\n\
        请人看过，说整个屋面 620 平方米的防水层到年头了，要整体重做。楼龄 41 年，\
        没有专项维修资金。想请议事会一起想：钱从哪里来，老旧小区改造能不能排上，\
        排上之前怎么撑过雨季。",
    steps: steps! {
        -57 Raised Resident "提出议题。";
        -50 Accepted Council "受理。";
        -48 Deliberating ResidentsCommittee
            "已把 1 号楼报进明年老旧小区改造摸底名单，结果年底前回话。";
        -29 note Property "四户先铺临时防水布，材料费 2,300 元由物业服务企业出。";
        -13 note Council "请顶层住户和楼下住户一起开会，讲清屋顶是全楼共有的。";
    },
    proposals: &[Proposal {
        key: "roof-whole",
        author: "早班公交司机",
        cost_fen: 8_680_000,
        title: "整体重做防水，改造没排上就分摊",
        revisions: &[
            Revision {
                day: -45,
                change: "首次提交",
                body: "## 做法\n\n\
                        铲除旧层，重做两道卷材防水，620 平方米，每平方米 140 元。\n\n\
                        ## 钱\n\n\
                        86,800 元，40 户按面积分摊，平均每户 2,170 元。",
            },
            Revision {
                day: -11,
                change: "先等改造名单；困难户可以分期",
                body: "## 做法\n\n\
                        铲除旧层，重做两道卷材防水，620 平方米，每平方米 140 元，保十年。\n\n\
                        ## 钱\n\n\
                        86,800 元。年底前改造名单有了，就走改造；没有，再由 40 户按面积分摊，\
                        困难户分 12 个月。",
            },
        ],
    }],
    talk: talk! {
        Against "修鞋的老鲁" "我住一楼，屋顶漏不到我，掏两千多有点冤。" {
            Neutral "早班公交司机" "鲁叔，下水道堵的时候反水反到您家，不是也全楼一起通的吗？"
            Neutral "修鞋的老鲁" "……那倒是。分期就行。"
        }
        For "四栋小严" "我们 4 号楼明年也到头，看你们先走一步。"
        Question "纱厂女工" "改造名单谁说了算？能不能催一催？"
    },
};

/// 3 号楼到西门的路灯坏了七盏
pub(crate) static STREET_LAMPS: Matter = Matter {
    key: "street-lamps",
    category: Category::Facilities,
    scope: Scope::Compound("jiangtang18"),
    stage: Stage::Done,
    author: "合租小赵",
    cosigners: 41,
    title: "3 号楼到西门的路灯坏了七盏",
    body: "从 3 号楼到西门 120 米，12 盏灯坏了 7 盏。晚上加班回来要开手机照路，\
        上周有人踩进花坛扭了脚。请修，顺便问一句：能不能换成声控或者半夜调暗的，\
        别照进一楼窗户。",
    steps: steps! {
        -205 Raised Resident "提出议题。";
        -202 Accepted ResidentsCommittee
            "受理，走点单：居民点单，社区分单，街道派单，路灯所领单。";
        -196 CarryingOut Property "查明是一段电缆老化，先接临时线亮了 4 盏。";
        -183 note ResidentsCommittee "换电缆 60 米，12 盏全部换成半夜调暗的灯，朝路不朝窗。";
        -178 Done Grid "夜里现场看过，12 盏全亮。31 人评价，30 人满意。";
    },
    proposals: &[],
    talk: talk! {
        For "一楼采光党" "灯罩加了挡板，终于不用拉两层窗帘。"
        For "合租小赵" "一星期就修好了，我本来准备写三封信的。"
        Against "讲堂路老住户" "半夜调得太暗，我三点起来遛弯看不清。" {
            Neutral "网格员小唐" "大爷，已调到六成亮，您今晚再走走看。"
        }
        Neutral "五金店老板" "旧灯头我收，八块一个，钱交居委会。"
    },
};

/// 河滨路口的井盖，车一过就咣当
pub(crate) static MANHOLE: Matter = Matter {
    key: "manhole",
    category: Category::Facilities,
    scope: Scope::Community,
    stage: Stage::Done,
    author: "三楼失眠人",
    cosigners: 26,
    title: "河滨路口的井盖，车一过就咣当",
    body: "河滨路口第二个井盖松了，车一过咣当一声，夜里数过，一小时 43 响。楼上楼下问了一圈，\
        六户都被吵醒过。看样子不用大修，请加个防响的垫圈；要是盖子裂了，就一起换掉，\
        别等掉下去人。",
    steps: steps! {
        -120 Raised Resident "提出议题。";
        -119 Accepted Grid "受理，不用等附议，直接点单。";
        -117 CarryingOut ResidentsCommittee "街道派单，排水所领单。";
        -116 Done Grid "换了防响垫圈，晚上十点现场听了半小时，没有响。从提出到办好四天。";
    },
    proposals: &[],
    talk: talk! {
        For "临河散步" "突然不响了，反倒醒了一回。"
        For "三楼失眠人" "四天，记一功。"
    },
};

/// 滑梯裂了一道口子，换一个吧
pub(crate) static SLIDE: Matter = Matter {
    key: "slide",
    category: Category::Culture,
    scope: Scope::Compound("linhe"),
    stage: Stage::Raised,
    author: "双胞胎爸爸",
    cosigners: 19,
    title: "滑梯裂了一道口子，换一个吧",
    body: "临河花园的滑梯用了九年，滑道中间裂了一道 30 公分的口子，现在用胶带粘着。\
        我家两个娃裤子刮破三条。请先封起来，再商量换什么样的：普通的约 9,000 元，\
        带攀爬的约 16,000 元。",
    steps: steps! {
        -5 Raised Resident "提出议题，附议满 50 人由议事会受理。";
        -4 note Property "已先用护栏封住，贴了说明。";
    },
    proposals: &[],
    talk: talk! {
        For "水边的阿姨" "孙子天天问滑梯生病什么时候好。"
        Question "账本控" "九千的和一万六的差在哪？保几年？"
        Against "三楼失眠人" "换可以，别换会唱歌的那种。" {
            For "双胞胎爸爸" "同意，我也要睡觉。"
        }
    },
};

/// 地下储藏间进水，被褥年货全泡了
pub(crate) static CELLAR_FLOOD: Matter = Matter {
    key: "cellar-flood",
    category: Category::Facilities,
    scope: Scope::Compound("yuan1"),
    stage: Stage::CarryingOut,
    author: "阳台种菜",
    cosigners: 36,
    title: "地下储藏间进水，被褥年货全泡了",
    body: "1 号院 12 间地下储藏间，上次大雨进水 20 多公分，泡了七家的东西。原因我看了三个：\
        入口没有挡水坎，排水泵坏了没人知道，窗井的盖板裂了。请先把泵修好，再做挡水坎，\
        别等下一场雨。",
    steps: steps! {
        -45 Raised Resident "提出议题。";
        -43 Accepted Council "受理，列为急件。";
        -41 CarryingOut Property "三天内换好排水泵，加水位报警，响了门岗就知道。";
        -25 note Property "入口做 30 公分挡水坎，另备沙袋 40 个。";
        -10 note Property "窗井盖板换了 8 块，剩 4 块等料。最近一场大雨没有进水。";
    },
    proposals: &[],
    talk: talk! {
        For "合唱团女高音" "戏服差点泡了，谢谢连夜抽水的保安。"
        Question "一号院阿成" "泡坏的东西有没有说法？" {
            Neutral "物业小邵" "泵坏是我们巡查不到位，七家已逐户登记，正在商量赔偿。"
        }
        Against "二胡爷爷" "沙袋别堆在我琴盒上就行。"
    },
};
