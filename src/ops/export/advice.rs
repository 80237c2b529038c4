//! How to answer in a Word file, in the language of its text.

/// What stands before the first paragraph of a file made for answering: whose answer it is to be, and how to give it.
pub fn advice(language: &str, who: &str) -> Vec<String> {
    let lines: [&str; 3] = match language {
        "fr" => [
            "Pour la réponse de {}. Toute modification apportée à ce fichier est signalée comme telle (le suivi des modifications est activé).",
            "Modifiez le texte comme vous le souhaitez ; biffez un paragraphe pour en demander la suppression ; écrivez-en un nouveau à l’endroit voulu.",
            "Donnez vos raisons dans un commentaire sur les mots concernés. Laissez tels quels les numéros et les crochets que vous ne voulez pas changer.",
        ],
        "es" => [
            "Para la respuesta de {}. Todo cambio que se haga en este archivo queda marcado como tal (el control de cambios está activado).",
            "Cambie el texto como desee; tache un párrafo para pedir que se suprima; escriba uno nuevo donde deba figurar.",
            "Explique sus razones en un comentario sobre las palabras de que se trate. Deje los números y los corchetes como están si no desea cambiarlos.",
        ],
        "ru" => [
            "Для ответа: {}. Каждое изменение в этом файле отмечается (включен режим исправлений).",
            "Измените текст так, как вы хотите; вычеркните пункт, если просите его исключить; впишите новый там, где он должен стоять.",
            "Причины укажите в примечании к соответствующим словам. Номера и скобки, которые вы не хотите менять, оставьте как есть.",
        ],
        "ar" => [
            "لرد {}. كل تغيير يُجرى في هذا الملف يُعلَّم بوصفه تغييراً (تعقّب التغييرات مفعَّل).",
            "غيّروا النص كما تريدون؛ واشطبوا الفقرة إذا طلبتم حذفها؛ واكتبوا فقرة جديدة حيث ينبغي أن ترد.",
            "اذكروا الأسباب في تعليق على الكلمات المعنية. واتركوا الأرقام والأقواس كما هي حيث لا تريدون تغييراً.",
        ],
        "zh" => [
            "供{}答复。对本文件所作的每一处改动都会标出（修订功能已打开）。",
            "请按贵方意愿修改文字；如要求删除某段，请将其划去；如要增加新段，请写在应在的位置。",
            "请在有关文字的批注中说明理由。不要求改动之处，请保留编号和方括号原样。",
        ],
        _ => [
            "For the answer of {}. Every change made in this file is marked as one (tracked changes are on).",
            "Change the words as you want them; strike a paragraph to ask for its deletion; write a new one where it is to stand.",
            "Say why in a comment on the words concerned. Leave numbers and brackets as they are where you want nothing changed.",
        ],
    };
    lines
        .iter()
        .map(|line| line.replacen("{}", who, 1))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_every_language_it_is_said_whose_answer_it_is() {
        for language in ["en", "fr", "es", "ru", "ar", "zh", "de"] {
            let lines = advice(language, "XNO {}");
            assert_eq!(lines.len(), 3);
            assert!(
                lines.iter().any(|line| line.contains("XNO {}")),
                "{language}"
            );
        }
        assert_ne!(advice("fr", "x"), advice("en", "x"));
    }
}
