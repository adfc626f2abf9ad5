//! Trees, refuse and mosquitoes.

use crate::demo::content::{Category, Matter, Scope, Stage, steps, talk};

/// 3 号楼前的香樟长到四楼，屋里白天要开灯
pub(crate) static BIG_TREES: Matter = Matter {
    key: "big-trees",
    category: Category::Greening,
    scope: Scope::Compound("yuan1"),
    stage: Stage::CarryingOut,
    author: "备考家长",
    cosigners: 39,
    title: "3 号楼前的香樟长到四楼，屋里白天要开灯",
    body: "3 号楼前六棵香樟，二十多年了，枝叶贴着窗。我家二楼，白天也要开灯，夏天虫子多，\
        台风天树枝敲玻璃。\n\n\
        不要砍，请专业的人修一修：压低到三楼窗台以下，离窗 2 米。鸟窝有两个，\
        等小鸟飞走再动那两根枝。",
    steps: steps! {
        -61 Raised Resident "提出议题。";
        -55 Accepted Council "受理，请园林部门看是否属于古树名木。";
        -43 note Grid "园林部门答复不在名录内，可以修剪，不可以移栽和砍伐。";
        -30 CarryingOut Property
            "请有资质的修剪队，六棵分两次，费用 5,400 元，从物业费里的绿化项支出。";
        -12 note Property "先修四棵。有鸟窝的两棵等下一次。";
    },
    proposals: &[],
    talk: talk! {
        For "二胡爷爷" "窗户亮堂了，谱子看得清了。"
        Against "阳台种菜" "四楼刚好靠树挡西晒，剪了夏天要热死。" {
            Neutral "备考家长" "西头那棵少剪，师傅按窗户一扇一扇看的。"
        }
        Question "怕狗星人" "修下来的枝子能给孩子们做手工吗？" {
            For "物业小邵" "能，留了一筐在门岗，自取。"
        }
    },
};

/// 垃圾房发臭，污水流到店门口
pub(crate) static REFUSE_ROOM: Matter = Matter {
    key: "refuse-room",
    category: Category::Environment,
    scope: Scope::Compound("yuan1"),
    stage: Stage::Reopened,
    author: "理发店小何",
    cosigners: 52,
    title: "垃圾房发臭，污水流到店门口",
    body: "（回潮后由提议人补写）春天修过一次垃圾房，加了门、做了排水沟，好了一阵。\
        最近两周又臭，污水从沟里漫出来，流过我店门口到路上。我看了三个早上：六点半倒满，\
        九点半才来清，湿垃圾桶没有盖。",
    steps: steps! {
        -225 Raised Resident "首次提出议题。";
        -219 Accepted ResidentsCommittee "受理。";
        -204 CarryingOut Property "加门、做排水沟、每天冲洗两次。";
        -186 Done Grid "连查两周合格，办结。";
        -18 Reopened Resident "又臭了，申请按回潮重新打开。";
        -15 note Property "原因是保洁由三人减为两人，清运晚了一趟；排水沟被菜叶堵住。";
        -7 note Property "恢复三人，早上加一趟 7:30 清运，沟口加滤网。每天拍照上传，连看三十天。";
    },
    proposals: &[],
    talk: talk! {
        For "一号院阿成" "路过都是憋着气跑的。"
        Question "合唱团女高音" "减人省下来的钱去哪了？" {
            Neutral "物业小邵" "省下的 2,600 元已列进本季账，用来加滤网和补早班。"
        }
        Against "怕麻烦的老胡" "沟里的菜叶也是咱们自己倒的，别光说物业。"
        Neutral "理发店小何" "今天第五天，不臭。再看二十五天。"
    },
};

/// 院里十几处积水，蚊子成团
pub(crate) static MOSQUITOES: Matter = Matter {
    key: "mosquitoes",
    category: Category::Environment,
    scope: Scope::Compound("mianfang"),
    stage: Stage::Accepted,
    author: "楼道清道夫",
    cosigners: 35,
    title: "院里十几处积水，蚊子成团",
    body: "旧轮胎、空花盆、没盖的水缸，还有地下室入口一滩水，我和几个邻居走了一圈，记下 17 处。\
        光喷药，过一个星期又来，得把水倒掉。想请大家定一个“倒水日”，每周三傍晚，各楼自己倒，\
        倒不动的一起抬。",
    steps: steps! {
        -29 Raised Resident "提出议题。";
        -23 Accepted Council "受理，请卫生站指导，联户长报名牵头。";
        -9 note Leader "第一个倒水日来了 26 人，17 处倒掉 14 处，剩下地下室入口要抽水机。";
    },
    proposals: &[],
    talk: talk! {
        For "纱厂女工" "倒完水大家在院里吃了西瓜，比过节热闹。"
        Question "棉纺厂老三班" "我那缸有盖，算不算积水？" {
            Neutral "楼道清道夫" "有盖不算，您那缸是功臣。"
        }
    },
};
