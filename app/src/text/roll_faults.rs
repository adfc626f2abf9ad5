//! What is wrong or odd with a line of a roll, and how to mend it.

use domain::roll::import::{FaultCode, WarningCode};

pub(super) fn fault_zh(code: FaultCode) -> &'static str {
    match code {
        FaultCode::FullIdNumber => "有完整的身份证号。系统不收，请只留后四位。",
        FaultCode::DigitsLost => "号码变成了科学计数，数字丢了。请把这列设成文本，重新填。",
        FaultCode::SpreadsheetError => "这里是公式错误。请改好公式，或直接填值。",
        FaultCode::HeaderMissing => "没有找到表头。请加一行表头，至少有“房号”和“业主”。",
        FaultCode::NoLines => "只有表头，下面一行也没有。请传完整的表格。",
        FaultCode::UnitMissing => "没有房号。请填房号或房屋坐落。",
        FaultCode::BuildingMissing => "不知道是哪栋楼。请填楼栋，或写成 3-2-1201。",
        FaultCode::AddressNotUnderstood => "门牌看不懂。请写成 3-2-1201 或 3号楼2单元1201室。",
        FaultCode::AddressContradicts => "门牌和楼栋、单元那几列对不上，请改正。",
        FaultCode::DateInsteadOfUnit => "3-2 被表格变成了日期。请把这列设成文本，重新填。",
        FaultCode::KindUnknown => "用途看不懂。请写住宅、商铺、车位、储藏间或其他。",
        FaultCode::AreaNotANumber => "面积不是数字。请写平方米数，例如 89.52。",
        FaultCode::AreaTooFine => "面积小数位太多，请照产权证写。",
        FaultCode::AreaOutOfRange => "面积太大或小于零，请改正。",
        FaultCode::AreaSourceUnknown => "面积来源请写登记、实测或合同。",
        FaultCode::NamesUnclear => "分不清几个人的名字，请用顿号“、”隔开。",
        FaultCode::NameInvalid => "姓名不对，有数字或只有一个字。请改正，或看看列是不是对错了。",
        FaultCode::TooManyNames => "一套里的人太多了，请写一位代理人。",
        FaultCode::PhoneInvalid => "电话不对，请改正或空着。",
        FaultCode::TailInvalid => "证件后四位不对，请改正或空着。",
        FaultCode::TailCountDiffers => "证件后四位的个数和业主人数不一样，请按顺序一人写一个。",
        FaultCode::YesNoUnknown => "请写是或否。",
        FaultCode::TenureUnknown => "请写未售、已售未交付或已交付。",
        FaultCode::ShareInvalid => "份额请写成 50% 或 1/2。",
        FaultCode::ShareSumWrong => "份额的个数不对，或加起来超过了整套。",
        FaultCode::TextTooLong => "字太多，请缩短。",
        FaultCode::OddCharacter => "有看不见的特殊字符，请重新输入。",
        FaultCode::UnitContradicts => "同一套写了两行，内容不一样。请改正其中一行。",
        FaultCode::SeveralCompounds => "表里有几个小区。请到各小区的名册页分别导入。",
    }
}

pub(super) fn fault_en(code: FaultCode) -> &'static str {
    match code {
        FaultCode::FullIdNumber => "A full ID number. It is never taken: leave the last four.",
        FaultCode::DigitsLost => {
            "Digits were lost (1.38E+10). Format the column as text and type them again."
        }
        FaultCode::SpreadsheetError => "An error of a formula. Mend it, or type the value.",
        FaultCode::HeaderMissing => "No header was found. Add one with at least 房号 and 业主.",
        FaultCode::NoLines => "There is a header and nothing below it. Send the whole file.",
        FaultCode::UnitMissing => "No unit. Fill in the unit number or the address.",
        FaultCode::BuildingMissing => "No building. Fill it in, or write 3-2-1201.",
        FaultCode::AddressNotUnderstood => "The door is not understood. Write 3-2-1201 or 3号楼2单元1201室.",
        FaultCode::AddressContradicts => {
            "The address and the building or entrance beside it differ. Correct either."
        }
        FaultCode::DateInsteadOfUnit => {
            "The sheet made a date of 3-2. Format the column as text and type it again."
        }
        FaultCode::KindUnknown => "Unknown use. Write 住宅, 商铺, 车位, 储藏间 or 其他.",
        FaultCode::AreaNotANumber => "The area is no number. Write square metres: 89.52.",
        FaultCode::AreaTooFine => "Too many decimals in the area. Write as many as the deed has.",
        FaultCode::AreaOutOfRange => "The area is below zero or far too large. Correct it.",
        FaultCode::AreaSourceUnknown => "Write 登记, 实测 or 合同 for the area's source.",
        FaultCode::NamesUnclear => "Where one name ends is not clear. Put 、 between them.",
        FaultCode::NameInvalid => "A name with digits or of one character. Correct it, or check the columns.",
        FaultCode::TooManyNames => "Too many people in one unit. Enter one authorised person.",
        FaultCode::PhoneInvalid => "Not a phone number. Correct it or leave it empty.",
        FaultCode::TailInvalid => "Not the last four of a document. Correct it or leave it empty.",
        FaultCode::TailCountDiffers => "Not as many last fours as owners. Write one each, in their order.",
        FaultCode::YesNoUnknown => "Write 是 or 否.",
        FaultCode::TenureUnknown => "Write 未售, 已售未交付 or 已交付.",
        FaultCode::ShareInvalid => "Write a share as 50% or 1/2.",
        FaultCode::ShareSumWrong => "Not as many shares as owners, or more than the whole.",
        FaultCode::TextTooLong => "Too long; shorten it.",
        FaultCode::OddCharacter => "An invisible character; type it again.",
        FaultCode::UnitContradicts => "The unit stands on two lines that differ. Correct either.",
        FaultCode::SeveralCompounds => "Several compounds in one file. Import each at its own page.",
    }
}

pub(super) fn warning_zh(code: WarningCode) -> &'static str {
    match code {
        WarningCode::OwnerMissing => "没有写业主：照样计数，但没人能投这一票。",
        WarningCode::AreaMissing => "没有面积：计人数，不计面积。",
        WarningCode::AreaUnlikely => "面积不太像，是不是小数点错了？",
        WarningCode::KindAssumed => "没有写用途，按住宅算。",
        WarningCode::CoOwnersWithoutVoter => "几个人共有，没有推举谁来投票：到时候要大家选得一样才算数。",
        WarningCode::VoterNotOwner => "投票代表不是业主，要有委托书。",
        WarningCode::PhoneUsedTwice => "这个电话也写在别人名下。",
        WarningCode::PhoneOwnerUnclear => "分不清电话是哪位业主的，没有记在人名下。",
        WarningCode::PhoneWithoutAreaCode => "座机没有区号。",
        WarningCode::TailPadded => "后四位少了前面的零，已补上。",
        WarningCode::OwnersAbbreviated => "写的是“等几人”，没有写全。",
        WarningCode::RemarkInName => "姓名后面括号里的字记作备注。",
        WarningCode::UnitOnSeveralLines => "同一套写了几行，已合在一起。",
        WarningCode::LineRepeated => "和前面一行重复，只算一次。",
        WarningCode::TitleRowsSkipped => "表头上面的标题没有读。",
        WarningCode::HeaderRepeated => "中间又有一行表头，跳过了。",
        WarningCode::NoteRowSkipped => "这一行是说明，跳过了。",
        WarningCode::TotalRowSkipped => "这一行是合计，跳过了。",
        WarningCode::TotalDiffers => "表里的合计和各行加起来不一样。",
        WarningCode::MergedCellsFilled => "合并的单元格已填到每一行。",
        WarningCode::CompoundNamedOtherwise => "表里的小区名和这里不一样，按这个小区导入。",
    }
}

pub(super) fn warning_en(code: WarningCode) -> &'static str {
    match code {
        WarningCode::OwnerMissing => "No owner: the unit counts, and nobody can vote for it.",
        WarningCode::AreaMissing => "No area: it counts as a head and adds nothing to the area.",
        WarningCode::AreaUnlikely => "An unlikely area; a slipped point?",
        WarningCode::KindAssumed => "No use given; taken for a flat.",
        WarningCode::CoOwnersWithoutVoter => {
            "Several owners and nobody named to vote: they will have to agree."
        }
        WarningCode::VoterNotOwner => "The voter named is no owner; an agent needs an authorisation.",
        WarningCode::PhoneUsedTwice => "The phone stands by another name too.",
        WarningCode::PhoneOwnerUnclear => "Whose phone it is, is not clear; nobody was given it.",
        WarningCode::PhoneWithoutAreaCode => "A fixed line without its area code.",
        WarningCode::TailPadded => "Leading zeros of the last four were put back.",
        WarningCode::OwnersAbbreviated => "Not all owners are named.",
        WarningCode::RemarkInName => "Words in brackets after the name were kept as a remark.",
        WarningCode::UnitOnSeveralLines => "The unit stands on several lines, which were joined.",
        WarningCode::LineRepeated => "Says what another line said; counted once.",
        WarningCode::TitleRowsSkipped => "Titles above the header were passed over.",
        WarningCode::HeaderRepeated => "The header stands here again; passed over.",
        WarningCode::NoteRowSkipped => "A remark; passed over.",
        WarningCode::TotalRowSkipped => "A line of totals; passed over.",
        WarningCode::TotalDiffers => "The sheet's own total is not the sum of its lines.",
        WarningCode::MergedCellsFilled => "Merged cells were filled into each line.",
        WarningCode::CompoundNamedOtherwise => "The sheet names the compound otherwise; taken for this one.",
    }
}
