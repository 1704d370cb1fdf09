//! The ways messages are sent.

use std::path::PathBuf;

use web::{Mail, Message};

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
