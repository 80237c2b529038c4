//! Completions for the shells, and the manual page, made from the grammar itself.

use crate::cli::failure::Failure;
use crate::cli::grammar::{Generate, Shell, What, command};
use crate::cli::outcome::Ending;
use crate::cli::session::Session;

/// `adref generate`
pub(crate) fn generate(session: &mut Session<'_>, typed: &Generate) -> Result<Ending, Failure> {
    let mut grammar = command();
    let mut bytes = Vec::new();
    match (typed.what, typed.shell) {
        (What::Man, _) => manual(&mut bytes)
            .map_err(|error| Failure::new("the manual page").because(error.to_string()))?,
        (What::Completions, None) => {
            return Err(Failure::new("completions for which shell?")
                .hint("adref generate completions bash, elvish, fish, powershell or zsh"));
        }
        (What::Completions, Some(shell)) => {
            let shell = match shell {
                Shell::Bash => clap_complete::Shell::Bash,
                Shell::Elvish => clap_complete::Shell::Elvish,
                Shell::Fish => clap_complete::Shell::Fish,
                Shell::Powershell => clap_complete::Shell::PowerShell,
                Shell::Zsh => clap_complete::Shell::Zsh,
            };
            clap_complete::generate(shell, &mut grammar, "adref", &mut bytes);
        }
    }
    if session.json {
        session.print_json(&serde_json::json!({
            "schema": 1,
            "text": String::from_utf8_lossy(&bytes),
        }))?;
    } else {
        session.hand_on(&bytes);
    }
    Ok(Ending::Done)
}

/// One page: the program, then each verb with its arguments and examples.
fn manual(page: &mut Vec<u8>) -> std::io::Result<()> {
    let mut grammar = command();
    grammar.build();
    let whole = clap_mangen::Man::new(grammar.clone());
    whole.render_title(page)?;
    whole.render_name_section(page)?;
    whole.render_synopsis_section(page)?;
    whole.render_description_section(page)?;
    whole.render_options_section(page)?;
    for verb in grammar
        .get_subcommands()
        .filter(|verb| verb.get_name() != "help")
    {
        let name = format!("adref {}", verb.get_name());
        page.extend_from_slice(format!(".SH {}\n", name.to_uppercase()).as_bytes());
        let one = clap_mangen::Man::new(verb.clone());
        let mut part = Vec::new();
        one.render_synopsis_section(&mut part)?;
        one.render_description_section(&mut part)?;
        one.render_options_section(&mut part)?;
        one.render_extra_section(&mut part)?;
        // Sections of a verb stand one level below its name.
        let part = String::from_utf8_lossy(&part).replace("\n.SH ", "\n.SS ");
        let part = part
            .strip_prefix(".SH ")
            .map_or(part.clone(), |rest| format!(".SS {rest}"));
        page.extend_from_slice(part.as_bytes());
    }
    whole.render_version_section(page)?;
    Ok(())
}
