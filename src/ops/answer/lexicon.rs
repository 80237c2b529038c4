//! The words of an amendment as it is said, in the languages of the United Nations, and what each does in its sentence.

/// What a word does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// It says nothing of its own: `the`, `words`, `propose`.
    Fill,
    Replace,
    /// `substitute`, which turns its words round before `for`.
    Substitute,
    By,
    /// `to`, which stands for `by` between words, and for nothing elsewhere.
    To,
    For,
    Arrow,
    Delete,
    Insert,
    After,
    Before,
    Read,
    Be,
    Move,
    Brackets,
    Put,
    Retain,
    Instead,
    End,
    Beginning,
    New,
    /// `paragraph` without a number.
    Paragraph,
    /// `words`, `phrase`: what stands in the quotation marks.
    Noun,
    Lift,
}

use Class::{
    After, Arrow, Be, Before, Beginning, Brackets, By, Delete, End, Fill, For, Insert, Instead,
    Lift, Move, New, Noun, Paragraph, Put, Read, Replace, Retain, Substitute, To,
};

/// The words, in small letters; those of one class stand in one line of a language.
const WORDS: &[(Class, &str)] = &[
    (
        Fill,
        "please we our delegation propose proposes suggest suggests would like wish wishes request requests ask asks kindly the a an in on proposed at of from and also should shall must as follows following within above below current existing its whole entire entirety full it this therefore square around round",
    ),
    (
        Fill,
        "nous proposons propose proposer souhaitons demandons veuillez prière le la les l un une au aux à de du des d dans en sur et ce cet cette tout entier devrait doit suit comme",
    ),
    (
        Fill,
        "proponemos propone proponer deseamos pedimos sírvanse el los las un una al de del en sobre y este esta todo entero debería debe lo siguiente se que",
    ),
    (
        Fill,
        "мы предлагаем предлагает предлагается просим просьба в во на из с и этот весь целиком следующий следующее нужно следует со",
    ),
    (
        Fill,
        "نقترح نحن نود نرجو يرجى في من على عن هذه بأكملها كلها و يلي كما ما",
    ),
    (
        Fill,
        "我们 我国 请 建议 提议 将 把 在 对 中 的 中的 里 应 应当 并 和 以下 如下",
    ),
    (
        Noun,
        "word words phrase phrases term terms text expression mot mots terme termes texte palabra palabras término términos expresión frase texto",
    ),
    (
        Noun,
        "слово слова слов словосочетание термин текст фразу выражение كلمة كلمات عبارة الكلمة الكلمات العبارة لفظة لفظ مصطلح نص النص",
    ),
    (Noun, "一词 词语 字样 文字 字 词 案文"),
    (Lift, "lift lifted lifting lever levantar снять رفع 取消"),
    (
        Replace,
        "replace replaced replacing change changed amend amended",
    ),
    (
        Replace,
        "remplacer remplacez remplaçons remplacé remplacée modifier",
    ),
    (
        Replace,
        "sustituir sustitúyase sustitúyanse sustituyase sustituya sustituye reemplazar reemplácese reemplace cambiar modificar",
    ),
    (
        Replace,
        "заменить замените заменяем заменяется изменить исправить",
    ),
    (
        Replace,
        "يستعاض استبدال تستبدل يستبدل استبدل يستعاض الاستعاضة تغيير تعديل",
    ),
    (Replace, "替换 更换 更改 修改 改"),
    (Substitute, "substitute substituted substituer"),
    (By, "by with par por con словом словами"),
    (By, "بـ ب بعبارة بكلمة بلفظة"),
    (By, "为 成"),
    (To, "to into на إلى"),
    (For, "for pour"),
    (Arrow, "-> --> => → ⇒ ➔ ⟶"),
    (
        Delete,
        "delete deleted deleting deletion strike struck remove removed omit omitted drop dropped",
    ),
    (
        Delete,
        "supprimer supprimez supprimé supprimée suppression retirer biffer",
    ),
    (
        Delete,
        "suprimir suprímase suprimase suprímanse suprima suprimido eliminar elimínese eliminese elimine eliminado",
    ),
    (
        Delete,
        "исключить исключите удалить удалите опустить исключается",
    ),
    (Delete, "حذف تحذف يحذف احذف حذفت شطب بحذف"),
    (Delete, "删除 删去 删掉"),
    (
        Insert,
        "insert inserted inserting add added adding include included addition",
    ),
    (
        Insert,
        "ajouter ajoutez insérer insérez inclure ajout ajouté inséré",
    ),
    (
        Insert,
        "añadir añádase añadase añada agregar agréguese insertar insértese insertese incluir inclúyase",
    ),
    (
        Insert,
        "добавить добавьте включить включите вставить вставьте дополнить",
    ),
    (
        Insert,
        "إضافة اضافة تضاف يضاف أضف إدراج ادراج تدرج يدرج بإضافة",
    ),
    (Insert, "加入 插入 增加 添加 增列 加上"),
    (After, "after behind follow"),
    (After, "après"),
    (After, "después"),
    (After, "после"),
    (After, "بعد عقب"),
    (After, "之后 以后 后面 后"),
    (Before, "before preceding"),
    (Before, "avant"),
    (Before, "antes"),
    (Before, "перед до"),
    (Before, "قبل"),
    (Before, "之前 以前 前面 前"),
    (Read, "read reads reading become becomes"),
    (Read, "lire lit libeller"),
    (Read, "diga dirá leerse"),
    (Read, "гласить читать"),
    (Read, "يصبح تصبح"),
    (Be, "be is"),
    (Be, "être"),
    (Be, "ser"),
    (Move, "move moved place placed relocate"),
    (Move, "déplacer déplacez placer"),
    (Move, "trasladar trasládese mover muévase"),
    (Move, "перенести переместить"),
    (Move, "نقل تنقل ينقل"),
    (Move, "移至 移到 移动"),
    (Brackets, "bracket brackets bracketed"),
    (Brackets, "crochet crochets"),
    (Brackets, "corchete corchetes"),
    (Brackets, "скобки скобках скобок"),
    (Brackets, "قوسين القوسين أقواس الأقواس معقوفين معقوفتين"),
    (Brackets, "方括号 括号"),
    (Put, "put enclose mettre poner поставить заключить وضع"),
    (Put, "放在 放入"),
    (Retain, "retain retained keep kept"),
    (Retain, "maintenir conserver garder"),
    (Retain, "mantener conservar manténgase"),
    (Retain, "сохранить оставить"),
    (Retain, "الإبقاء إبقاء"),
    (Retain, "保留 保持"),
    (Instead, "instead вместо 代替 取代 بدلا"),
    (Instead, "lieu lugar"),
    (Fill, "用 以"),
    (End, "end"),
    (End, "fin final"),
    (End, "конце конец"),
    (End, "نهاية آخر"),
    (End, "末尾 最后"),
    (Beginning, "beginning start"),
    (Beginning, "début"),
    (Beginning, "principio comienzo inicio"),
    (Beginning, "начале начало"),
    (Beginning, "بداية أول"),
    (Beginning, "开头 开始"),
    (New, "new nouveau nouvelle nuevo nueva новый новая"),
    (New, "جديدة جديد 新 新的 新增"),
    (
        Paragraph,
        "paragraph para paragraphe párrafo parrafo пункт пункта пункте пункту الفقرة فقرة 段落 整段 全段 本段 该段 一段 段",
    ),
    (
        Paragraph,
        "subparagraph sub-paragraph alinéa apartado подпункт",
    ),
    (Retain, "stet"),
];

/// What a word does, by its small letters; nothing where it is none of an amendment's.
pub(super) fn class(word: &str) -> Option<Class> {
    let mut all = WORDS.iter();
    all.find_map(|(class, words)| words.split(' ').any(|own| own == word).then_some(*class))
}

/// The longest word of an amendment that some Chinese begins with, in bytes.
pub(super) fn wide(text: &str) -> Option<(Class, usize)> {
    let words = WORDS.iter().flat_map(|(class, words)| {
        let words = words.split(' ');
        words.map(move |word| (*class, word))
    });
    words
        .filter(|(_, word)| word.starts_with(crate::text::is_ideograph) && text.starts_with(word))
        .map(|(class, word)| (class, word.len()))
        .max_by_key(|(_, length)| *length)
}

/// Whether some words say that something else must hold first; whoever says so has said neither yes nor no.
pub(super) fn is_condition(words: &str) -> bool {
    const CONDITIONS: &[&str] = &[
        "if",
        "provided",
        "providing",
        "unless",
        "except",
        "but",
        "subject",
        "only",
        "until",
        "pending",
        "with",
        "without",
        "conditional",
        "on condition",
        "so long",
        "as long",
        "though",
        "although",
        "however",
        "si",
        "à condition",
        "sauf",
        "mais",
        "siempre que",
        "salvo",
        "pero",
        "если",
        "при условии",
        "кроме",
        "но",
        "بشرط",
        "إذا",
    ];
    let lower = words.trim_start().to_lowercase();
    let begins = |head: &str| {
        let rest = lower.strip_prefix(head);
        rest.is_some_and(|rest| rest.chars().next().is_none_or(|c| !c.is_alphanumeric()))
    };
    CONDITIONS.iter().any(|head| begins(head))
        || ["如果", "但", "除非", "只要"]
            .iter()
            .any(|head| lower.starts_with(head))
}

/// What stands before a reason, in small letters with the space before it.
pub(super) const REASONS: &[&str] = &[
    " because",
    " since ",
    " as it ",
    " as this ",
    " as these ",
    " in order to ",
    " so that ",
    " to align ",
    " in line with ",
    " for consistency",
    " for clarity",
    " given that ",
    " parce qu",
    " car ",
    " afin d",
    " porque ",
    " ya que ",
    " a fin de ",
    " поскольку ",
    " так как ",
    " لأن",
    " حيث أن ",
    "因为",
    "由于",
];
