//! The head of a mail: when it came, and where its words begin.

use crate::moment::Moment;

/// A mail's head and where its words begin.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Headers {
    /// When it came: the last `Received`, else its `Date`; nothing where there is neither, or none with an offset.
    pub came: Option<Moment>,
    /// What it is about.
    pub subject: Option<String>,
    /// The names of its lines, as they stand: `From`, `Date`.
    pub names: Vec<String>,
    /// The byte at which its words begin.
    pub body: usize,
}

/// Names of lines of a head, as programs write and copy them, in small letters.
const NAMES: &str = "from to cc bcc date sent subject reply-to sender importance attachments received return-path delivered-to message-id mime-version content-type content-transfer-encoding content-language content-disposition in-reply-to references thread-topic thread-index user-agent x-mailer dkim-signature authentication-results de à a objet envoyé date fecha asunto enviado para от кому дата тема копия отправлено من إلى التاريخ الموضوع 发件人 收件人 日期 主题 抄送 发送时间 von gesendet betreff";

/// Reads the head of a mail; one that begins with its words has none.
pub fn headers(mail: &str) -> Headers {
    let mut out = Headers::default();
    let mut lines: Vec<(String, String)> = Vec::new();
    let mut at = 0;
    for line in mail.split_inclusive('\n') {
        let bare = line.trim_end();
        let goes_on = line.starts_with([' ', '\t']) && !bare.is_empty();
        if let Some((_, value)) = lines.last_mut().filter(|_| goes_on) {
            value.push(' ');
            value.push_str(bare.trim_start());
        } else if let Some(found) = named(bare, lines.is_empty()) {
            lines.push(found);
        } else if bare.is_empty() && lines.is_empty() {
            // Empty lines before the head.
        } else {
            break;
        }
        at += line.len();
    }
    if lines.is_empty() {
        return out;
    }
    out.body = at;
    let value = |name: &str| {
        let mut all = lines.iter();
        all.find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    };
    // What each host on the way puts on top: the first is the last one's, behind its last semicolon.
    let received = value("received").and_then(|value| value.rsplit_once(';'));
    let received = received.and_then(|(_, time)| Moment::of_mail(time));
    let date = ["date", "sent"]
        .into_iter()
        .find_map(|name| Moment::of_mail(value(name)?));
    out.came = received.or(date);
    let about = ["subject", "objet", "asunto", "Тема", "الموضوع", "主题"];
    let subject = about.into_iter().find_map(value);
    out.subject = subject.map(str::to_owned).filter(|one| !one.is_empty());
    for (name, _) in lines {
        if !out.names.contains(&name) {
            out.names.push(name);
        }
    }
    out
}

/// Whether a line of a head has this name, in a language that programs write heads in.
fn is_known(name: &str) -> bool {
    let lower = name.trim().to_lowercase();
    NAMES.split(' ').any(|own| own == lower)
}

/// Whether a line, somewhere in a mail, is one of another mail's head: `Sent: …`.
pub fn is_head_line(line: &str) -> bool {
    line.split_once([':', '：'])
        .is_some_and(|(name, value)| is_known(bare(name)) && !value.trim().is_empty())
}

/// Whether such a line says whom that mail is from.
pub fn names_sender(line: &str) -> bool {
    const SENDERS: &str = "from de от من 发件人 von";
    let name = line
        .split_once([':', '：'])
        .map(|(name, _)| bare(name).to_lowercase());
    name.is_some_and(|name| SENDERS.split(' ').any(|own| own == name))
}

/// A name without the signs that make it bold in plain text.
fn bare(name: &str) -> &str {
    name.trim_matches(|c: char| c.is_whitespace() || c == '*' || c == '_')
}

/// A line of a head: its name, and what it says.
fn named(line: &str, is_first: bool) -> Option<(String, String)> {
    let (name, value) = line.split_once([':', '：'])?;
    let name = name.trim();
    let technical = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let is_other = !is_first && name.len() > 2 && name.contains('-') && name.chars().all(technical);
    (is_known(name) || is_other).then(|| (name.to_owned(), value.trim().to_owned()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_that_was_saved_whole_says_when_it_came() {
        let mail = "Received: from a by b with ESMTPS;\n\tThu, 17 Jul 2008 17:50:12 -0400 (EDT)\nReceived: from c by a; Thu, 17 Jul 2008 17:40:00 -0400\nFrom: Ola <ola@example.org>\nDate: Thu, 17 Jul 2008 17:39:00 -0400\nX-Mailer: y\n\nParagraph 1: delete\n";
        let found = headers(mail);
        let came = "2008-07-17T17:50:12-04:00".parse::<Moment>().unwrap();
        assert_eq!(found.came, Some(came));
        assert_eq!(mail.get(found.body..), Some("\nParagraph 1: delete\n"));
        let found = headers("From: Ola\nDate: Thu, 17 Jul 2008 17:39:00 -0400\n\nx");
        assert_eq!(found.came, "2008-07-17T17:39-04:00".parse().ok());
        assert_eq!((found.names.len(), found.subject), (2, None));
        let found = headers("From: Ola\nSubject: Re: WP.1\n\nx");
        assert_eq!(found.subject.as_deref(), Some("Re: WP.1"));
    }

    #[test]
    fn words_without_a_head_have_none() {
        for mail in [
            "Dear Chair,\n\nDate: today",
            "Paragraph 5: delete",
            "1: x",
            "",
        ] {
            assert_eq!(headers(mail), Headers::default(), "{mail}");
        }
    }
}
