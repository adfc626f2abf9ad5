//! Growing old here: meals, stairs, places to rest.

use crate::demo::content::{Category, Matter, Proposal, Revision, Scope, Stage, steps, talk};

/// 办一个老人助餐点，中午有口热饭
pub(crate) static CANTEEN: Matter = Matter {
    key: "canteen",
    category: Category::Elders,
    scope: Scope::Community,
    stage: Stage::CarryingOut,
    author: "爱管闲事的曹姨",
    cosigners: 109,
    title: "办一个老人助餐点，中午有口热饭",
    body: "我和网格员走了一遍，社区里 75 岁以上独居或两口子都过了 75 的有 118 户。\
        问他们中午吃什么，41 户说“早上剩的”，16 户说“不吃，等晚上”。\n\n\
        菜场东头原来的理发铺空着，62 平方米，是居委会的房子。能不能办个助餐点：\n\n\
        - 一荤两素一汤，软一点、淡一点；\n\
        - 70 岁以上便宜些，别的居民也能来吃；\n\
        - 走不动的，有人送。\n\n\
        不求挣钱，求不断顿。",
    steps: steps! {
        -133 Raised Resident "提出议题，开始附议。";
        -127 Accepted Council "附议 109 人，受理。";
        -125 Deliberating Council "开始讨论，同时上门登记想订餐的人。";
        -98 note ResidentsCommittee "登记到 86 人，其中要送餐的 23 人。三家餐饮单位报了餐标。";
        -79 Decided Council
            "议事会 20 席到会 18 席，17 席赞成、1 席弃权，采用“中央厨房配送、现场加热”的方案，\
            见春和议〔2026〕2号决定。";
        -70 CarryingOut ResidentsCommittee
            "街道派单，一家餐饮企业领单，微基金出 17,000 元、街道补 13,000 元做水电。";
        -44 note ResidentsCommittee "水电完工，食品经营手续办好，墙上贴了健康证。";
        -31 note Council "试营业第一周，每天平均 64 份。普遍反映米饭偏硬、汤不够热。";
        -16 note ResidentsCommittee
            "换了保温桶，米饭加水。送餐由 11 名志愿者轮班，计入志愿积分。";
        -3 note Council "本周平均 83 份，下月起公布每天的进货价和剩饭量。";
    },
    proposals: &[
        Proposal {
            key: "canteen-delivered",
            author: "爱管闲事的曹姨",
            cost_fen: 3_000_000,
            title: "中央厨房配送，现场加热分餐",
            revisions: &[
                Revision {
                    day: -117,
                    change: "首次提交",
                    body: "## 怎么办\n\n\
                        餐饮企业做好送来，现场加热、分餐。地方由居委会免费提供。\n\n\
                        ## 价钱\n\n\
                        70 岁以上 10 元，其他居民 16 元。\n\n\
                        ## 钱\n\n\
                        水电、桌椅、消毒柜 34,000 元。",
                },
                Revision {
                    day: -95,
                    change: "90 岁以上再降 2 元；旧桌椅利用，省 4,000 元；写明停办怎么办",
                    body: "## 怎么办\n\n\
                        餐饮企业做好送来，现场加热、分餐。地方由居委会免费提供。每天留样，\
                        菜单提前一周贴出来。\n\n\
                        ## 价钱\n\n\
                        70 岁以上 10 元，90 岁以上 8 元，其他居民 16 元。送餐不加钱。\n\n\
                        ## 钱\n\n\
                        水电、保温桶、消毒柜 30,000 元，其中微基金 17,000 元、\
                        街道补助 13,000 元；桌椅用小学淘汰的旧桌椅。\n\n\
                        ## 停办\n\n\
                        企业提前 30 天告知，居委会在 30 天里找到下一家；预付的饭钱全退。",
                },
            ],
        },
        Proposal {
            key: "canteen-own-kitchen",
            author: "纱厂女工",
            cost_fen: 7_600_000,
            title: "自己开火，请两位师傅现炒",
            revisions: &[Revision {
                day: -112,
                change: "首次提交",
                body: "## 怎么办\n\n\
                        自己装灶台排烟，请两位师傅现炒，热乎、能点菜。\n\n\
                        ## 难处\n\n\
                        楼上是住户，排烟要走到楼顶；装修 76,000 元，每月工资要 11,000 元，\
                        算下来每天卖不到 120 份就要亏。",
            }],
        },
    ],
    talk: talk! {
        For "一楼阿婆" "我八十三了，一个人烧一顿吃三天。有这个我第一个来。"
        For "一号院阿成" "我妈在 1 号院，我在外地。知道她中午吃上热的，我上班都踏实。"
        Question "账本控" "10 块一份企业不亏吗？亏了会不会偷工减料？" {
            Neutral "议事会老徐"
                "企业报的成本是 13 元一份，差价由街道助餐补贴和散客 16 元补。\
                下月起进货价和剩饭量都公布。"
        }
        Against "纱厂女工" "热过的菜就是不如现炒，我在食堂干了二十年，叶子菜一焖就黄。" {
            Neutral "爱管闲事的曹姨"
                "老姐姐说得对，所以叶子菜改成现场焯，根茎菜配送，您来当品尝员好不好？"
            For "纱厂女工" "行，每周三我去尝，尝坏了我说话不好听。"
        }
        Question "程序员不加班" "年轻人能吃吗？居家办公每天点外卖，点到没东西可点。" {
            For "一楼阿婆" "来，小伙子，坐我旁边，我吃不完的馒头分你。"
        }
        Against "门口豆浆铺刘姐" "早上别办啊，早上办我就没饭吃了。" {
            Neutral "爱管闲事的曹姨" "只办中午，刘姐放心。"
        }
        Neutral "轮椅上的老梁" "门口有一级台阶，12 公分。" {
            For "网格员小唐" "看到了，昨天垫了活动坡板，下周换成水泥的。"
        }
    },
};

/// 2 号楼 1 单元能不能加装一部电梯
pub(crate) static LIFT: Matter = Matter {
    key: "lift",
    category: Category::Facilities,
    scope: Scope::Building("jiangtang18", 2),
    stage: Stage::Deliberating,
    author: "六楼膝盖疼",
    cosigners: 22,
    title: "2 号楼 1 单元能不能加装一部电梯",
    body: "我们单元六层，一梯两户，12 户。楼是 1996 年的，那时候我四十，现在七十了，六楼，\
        两个膝盖都做过手术。上个月只下了四次楼。\n\n\
        12 户我都敲过门：愿意的 8 户，犹豫的 2 户，不同意的 2 户，都在一楼和二楼。\
        不同意的理由我也写在这里，不藏着：挡光、吵、一楼的房子掉价。\n\n\
        我想请议事会帮着把几件事弄清楚：怎么装少挡光，一户该摊多少，一楼二楼怎么补。\
        弄清楚了再表决，装不成我也认。",
    steps: steps! {
        -74 Raised Resident "提出议题，本单元 12 户里 8 户附议，楼里其他单元也有人附议。";
        -67 Accepted Council "受理，由讲堂路 18 号院业主大会筹备组和网格员一起陪着谈。";
        -65 Deliberating Council "开始讨论，先请设计单位来看。";
        -49 note Grid "设计单位看过：可以贴北面楼梯平台装，一楼南窗不受影响，北窗挡光约两成。";
        -30 note Council
            "第二次恳谈会 11 户到场，一楼东户提出要隔音和退距，二楼西户表示不反对、不出钱。";
        -12 note Council "下一步请设计单位出退距 1.2 米的图，图到了再开第三次会。";
    },
    proposals: &[
        Proposal {
            key: "lift-glass",
            author: "六楼膝盖疼",
            cost_fen: 52_800_000,
            title: "北面贴平台，玻璃井道，三楼起分摊",
            revisions: &[
                Revision {
                    day: -60,
                    change: "首次提交",
                    body: "## 怎么装\n\n\
                        北面楼梯平台外贴，错半层入户。\n\n\
                        ## 谁出钱\n\n\
                        总价 528,000 元，三楼到六楼 8 户按楼层分摊，三楼最少，六楼最多。",
                },
                Revision {
                    day: -27,
                    change: "井道改玻璃少挡光；退距和隔音写进去；补偿一楼",
                    body: "## 怎么装\n\n\
                        北面楼梯平台外贴，错半层入户；井道用透光玻璃，离一楼北窗退 1.2 米；\
                        机器放顶上，一楼窗边夜里不超过 40 分贝。\n\n\
                        ## 谁出钱\n\n\
                        总价 528,000 元，申请政府补助 200,000 元，余下 328,000 元由三楼到六\
                        楼 8 户按楼层分摊：三楼每户 24,600 元，四楼 36,900 元，\
                        五楼 47,200 元，六楼 55,300 元。\n\n\
                        ## 一楼二楼\n\n\
                        不出钱，也不少一分权利；一楼两户各补 10,000 元做隔音窗，\
                        由出钱的 8 户另外分担。\n\n\
                        ## 表决\n\n\
                        按民法典第二百七十八条改建附属设施的规定表决；\
                        当地对表决范围另有规定的，先问清再开。",
                },
            ],
        },
        Proposal {
            key: "stair-climber",
            author: "二楼中立",
            cost_fen: 980_000,
            title: "先不装电梯，买一台爬楼机大家用",
            revisions: &[Revision {
                day: -40,
                change: "首次提交",
                body: "## 做法\n\n\
                        买一台电动爬楼机，9,800 元，放在一楼，志愿者经过培训后操作，\
                        预约上下楼。\n\n\
                        ## 好处和坏处\n\n\
                        不挡光，不打官司，下个月就能用；一次只能一个人，要有人陪，\
                        买菜提东西不顶用。",
            }],
        },
    ],
    talk: talk! {
        Against "一楼采光党"
            "先把话放这儿：我不是坏人。我家北屋是孩子的房间，两成光没了，白天就要开灯。" {
            Neutral "六楼膝盖疼"
                "妹子，我知道你不是坏人。你来我家坐坐，看看玻璃井道的样子，不行咱再改。"
            Question "一楼采光党" "图上的退距能写进合同吗？别说 1.2 米装出来 0.6 米。" {
                Neutral "议事会老徐" "能，装完拿尺量，不到 1.2 米不付尾款。"
            }
        }
        For "讲堂路老住户" "我住 3 号楼，跟这事没关系，就想说一句：人都会老。" {
            Against "一楼采光党" "没关系的人最会说大道理。" {
                Neutral "讲堂路老住户" "姑娘批评得对，我闭嘴，我给你们搬凳子开会。"
            }
        }
        Question "二楼中立" "爬楼机真不考虑？9,800 块，下个月就能用。" {
            Against "六楼膝盖疼" "考虑过，我试坐了，晃得我血压上去了。不过给别的楼应急挺好。"
            For "一楼阿婆" "我赞成先买一台，五号楼的老刘出院那天四个人抬的。"
        }
        Question "会计老蒋"
            "帮着验了一下：两户三楼 49,200，两户四楼 73,800，两户五楼 94,400，两户六楼 110,600，\
            合计 328,000，对得上。" {
            For "六楼膝盖疼" "谢谢蒋师傅，我算了三个晚上。"
        }
        Question "合租小赵" "我租四楼，房东在外地，钱是房东出吧？租金会不会涨？" {
            Neutral "网格员小唐" "表决和出钱都是业主的事，房东已经联系上，他说要看图。"
        }
        Against "五金店老板" "我店在一楼临街，施工三个月，门口堵了算谁的？" {
            Neutral "议事会老徐" "井道在北面，不占街面；材料进出走西门，写进施工要求。"
        }
    },
};

/// 1 号院四个单元门口加坡道和扶手
pub(crate) static RAMP: Matter = Matter {
    key: "ramp",
    category: Category::Elders,
    scope: Scope::Compound("yuan1"),
    stage: Stage::Decided,
    author: "轮椅上的老梁",
    cosigners: 73,
    title: "1 号院四个单元门口加坡道和扶手",
    body: "我们院 16 个单元，门口都有三级台阶。我推着轮椅量过，能做坡道的有 4 个单元：\
        1 号楼 2 单元、2 号楼 1 单元、3 号楼 3 单元、4 号楼 4 单元。\
        这四个单元里坐轮椅的 3 位，用助行器的 11 位。\n\n\
        坡度不要太陡，1 比 12，扶手两层，一层给大人，一层给坐着的人。",
    steps: steps! {
        -83 Raised Resident "提出议题。";
        -77 Accepted Council "附议 73 人，受理。";
        -75 Deliberating Council "开始讨论，请残联的师傅来量。";
        -38 note Council "3 号楼 3 单元门前太短，改成折返坡道。";
        -14 Decided Council
            "议事会到会 19 席，全部赞成，公布春和议〔2026〕6号决定：四处合计 19,600 元，\
            微基金出 9,600 元，残联补助 10,000 元，占地公示满后开工。";
    },
    proposals: &[],
    talk: talk! {
        For "推婴儿车的" "推童车的也沾光。"
        For "爱管闲事的曹姨" "老梁自己拿皮尺量了两天，这图是他画的。"
        Question "一号院阿成" "坡道占了自行车位怎么办？" {
            Neutral "议事会老徐" "挪到侧面，一个不少。"
        }
    },
};

/// 从菜场到卫生站，中间放几把能歇脚的椅子
pub(crate) static BENCHES: Matter = Matter {
    key: "benches",
    category: Category::Facilities,
    scope: Scope::Community,
    stage: Stage::Done,
    author: "水边的阿姨",
    cosigners: 57,
    title: "从菜场到卫生站，中间放几把能歇脚的椅子",
    body: "从菜场到卫生站 700 米，没有一个能坐的地方。我们这些提着菜的，走一段靠着墙歇一段。\
        请放六把有靠背、有扶手的椅子，扶手很要紧，没有扶手坐下去起不来。最好放在树荫下，\
        离路边远一点。",
    steps: steps! {
        -214 Raised Resident "提出议题。";
        -209 Accepted Council "受理。";
        -200 CarryingOut ResidentsCommittee
            "微基金支出 6,800 元，做六把带扶手的木椅，位置由二十位老人现场踩点。";
        -181 Done ResidentsCommittee "装好。52 人评价，全部满意。";
    },
    proposals: &[],
    talk: talk! {
        For "一楼阿婆" "歇一站，聊一站，买个菜走了两个钟头，高兴。"
        For "临河散步" "扶手真要紧，做事的人听进去了。"
        Against "合租小赵" "晚上有人躺着睡觉，中间能不能加个扶手？" {
            Neutral "网格员小唐" "中间加了一道，量过，坐两个人正好。"
        }
    },
};

/// 点一个单：每月来一次义诊和理发
pub(crate) static CLINIC_ORDER: Matter = Matter {
    key: "clinic-order",
    category: Category::Elders,
    scope: Scope::Community,
    stage: Stage::Raised,
    author: "一楼阿婆",
    cosigners: 33,
    title: "点一个单：每月来一次义诊和理发",
    body: "我们楼里有七八个下不了楼的，头发长了没处剪，血压也好久没量。听说别的社区可以点单，\
        我也点一个：每月一次，上门量血压、剪头发。费用我们自己出也行，只要有人肯上楼。\
        我儿子帮我打的字。",
    steps: steps! {
        -8 Raised Resident "提出议题，附议满 50 人由议事会受理。";
        -2 note Leader "已登记愿意上门的：理发的 2 人，退休护士 3 人。";
    },
    proposals: &[],
    talk: talk! {
        For "理发店小何" "我报名，每月第二个星期一我店里休息，带工具上门。"
        For "夜班护士" "量血压算我一个，下夜班顺路。"
        Question "六楼膝盖疼" "修脚有没有？不好意思开口，可是真够不着。" {
            For "理发店小何" "我学过，一起做。"
        }
    },
};
