//! The manual page and the completions, both made from the parser of the command line.

use clap_mangen::Man;

use crate::cli::{Cli, CompletionsArgs};
use crate::exit::Failure;
use crate::messages::print_text;

/// Prints completions for the shell that `args` name.
pub(crate) fn completions(args: &CompletionsArgs) -> Result<(), Failure> {
    let mut text = Vec::new();
    // Shells complete a program by its file's name; `cargo fuse` itself is completed by what cargo installs.
    let mut parser = Cli::parser().bin_name("cargo-fuse");
    clap_complete::generate(args.shell, &mut parser, "cargo-fuse", &mut text);
    print_text(&String::from_utf8(text).expect("completions are text"))
}

/// Prints the manual page, with a part for each command.
pub(crate) fn page() -> Result<(), Failure> {
    let mut parser = Cli::parser();
    parser.build();
    let mut text = Vec::new();
    let mut render = || -> std::io::Result<()> {
        Man::new(parser.clone()).render(&mut text)?;
        for command in parser
            .get_subcommands()
            .filter(|command| !command.is_hide_set())
        {
            if command.get_name() == "help" {
                continue;
            }
            let man = Man::new(command.clone());
            let title = format!("cargo fuse {}", command.get_name()).to_uppercase();
            text.extend(format!(".SH {title}\n").bytes());
            man.render_description_section(&mut text)?;
            man.render_synopsis_section(&mut text)?;
            man.render_options_section(&mut text)?;
        }
        Ok(())
    };
    render().expect("writing to memory");
    print_text(&String::from_utf8(text).expect("a manual page is text"))
}
