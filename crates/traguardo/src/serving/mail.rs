//! The ways messages are sent.

use std::path::PathBuf;

use web::{Mail, Message};

use super::providers::secret;
use super::smtp::{Relay, Smtp};
use crate::cli;
use crate::error::Failure;

/// The variable with the password of the relay.
const PASSWORD: &str = "TRAGUARDO_MAIL_PASSWORD";

/// The way that the options name. Called within the runtime: mail is sent beside everything else.
pub fn way(options: &cli::Mail) -> Result<Box<dyn Mail>, Failure> {
    let Some(way) = &options.way else { return Ok(Box::new(Nowhere)) };
    if !Relay::is_address(way) {
        return Ok(Box::new(Folder(PathBuf::from(way))));
    }
    let password = match &options.password {
        Some(file) => secret(file)?,
        None => std::env::var(PASSWORD).unwrap_or_default(),
    };
    let Some(from) = &options.from else {
        return Err(Failure::new("per inviare la posta serve il mittente: indicalo con --mail-from"));
    };
    Ok(Box::new(Smtp::start(&Relay::parse(way)?, &password, from)?))
}

/// Messages reach nobody: links are handed over by the administrator.
pub struct Nowhere;

impl Mail for Nowhere {
    fn send(&self, _: Message) {}

    fn reaches(&self) -> bool {
        false
    }
}

/// Messages as files of a folder, from which another program sends them.
pub struct Folder(pub PathBuf);

impl Mail for Folder {
    fn send(&self, message: Message) {
        let plain = |text: &str| text.replace(['\r', '\n'], " ");
        let text = format!(
            "To: {}\r\nSubject: {}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{}",
            plain(&message.to),
            plain(&message.subject),
            message.text
        );
        let path = self.0.join(format!("{}.eml", store::new_id()));
        if std::fs::create_dir_all(&self.0).and_then(|()| std::fs::write(&path, text)).is_err() {
            eprintln!("traguardo: un messaggio non si può scrivere in «{}»", self.0.display());
        }
    }

    fn reaches(&self) -> bool {
        true
    }
}
