//! The identity providers, as the administrator of the server sets them up.

use std::fs;
use std::path::{Path, PathBuf};

use identity::Setting;
use serde::Deserialize;

use crate::cli::Oidc;
use crate::error::Failure;

/// The variable with the secret of a single provider.
const SECRET: &str = "TRAGUARDO_OIDC_SECRET";
/// The name in addresses of the one that is set up by options.
const ONLY: &str = "ente";

/// A file with several providers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    provider: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    label: String,
    issuer: String,
    client_id: String,
    #[serde(default)]
    client_secret: String,
    client_secret_file: Option<PathBuf>,
    #[serde(default)]
    hosts: Vec<String>,
}

/// The providers that the options, the environment and the file name.
pub fn settings(options: &Oidc) -> Result<Vec<Setting>, Failure> {
    let mut settings = match &options.file {
        Some(file) => of_file(file)?,
        None => Vec::new(),
    };
    settings.extend(of_options(options)?);
    Ok(settings)
}

fn of_options(options: &Oidc) -> Result<Option<Setting>, Failure> {
    let (Some(issuer), Some(client_id)) = (&options.issuer, &options.client) else {
        return Ok(None);
    };
    let client_secret = match &options.secret {
        Some(file) => secret(file)?,
        None => std::env::var(SECRET).unwrap_or_default(),
    };
    Ok(Some(Setting {
        name: ONLY.to_owned(),
        label: options.label.clone(),
        issuer: issuer.clone(),
        client_id: client_id.clone(),
        client_secret,
        hosts: options.host.clone(),
    }))
}

fn of_file(path: &Path) -> Result<Vec<Setting>, Failure> {
    let text = fs::read_to_string(path).map_err(|error| Failure::unreadable(path, &error))?;
    let file: File = toml::from_str(&text).map_err(|error| {
        // The line of a fault may hold a secret: only its place and its kind are told.
        let line = error.span().map_or(1, |span| text[..span.start.min(text.len())].lines().count().max(1));
        Failure::new(format!("«{}», riga {line}: {}", path.display(), error.message()))
    })?;
    let folder = path.parent().unwrap_or(Path::new("."));
    file.provider.into_iter().map(|entry| entry.setting(folder)).collect()
}

impl Entry {
    fn setting(self, folder: &Path) -> Result<Setting, Failure> {
        let client_secret = match &self.client_secret_file {
            Some(file) => secret(&folder.join(file))?,
            None => self.client_secret,
        };
        Ok(Setting {
            name: self.name,
            label: self.label,
            issuer: self.issuer,
            client_id: self.client_id,
            client_secret,
            hosts: self.hosts,
        })
    }
}

/// A secret that lies in a file: its first line.
pub fn secret(path: &Path) -> Result<String, Failure> {
    let text = fs::read_to_string(path).map_err(|error| Failure::unreadable(path, &error))?;
    let secret = text.lines().next().unwrap_or_default().trim();
    if secret.is_empty() {
        return Err(Failure::new(format!("«{}» è vuoto: la prima riga è il segreto", path.display())));
    }
    Ok(secret.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(folder: &tempfile::TempDir, name: &str, text: &str) -> PathBuf {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    #[test]
    fn a_file_names_several_with_their_secrets_apart() {
        let folder = tempfile::tempdir().unwrap();
        written(&folder, "segreto", "parola segreta\n");
        let text = "[[provider]]\nname = \"ente\"\nlabel = \"la rete del Comune\"\nissuer = \"https://id.ente.it\"\n\
                    client_id = \"traguardo\"\nclient_secret_file = \"segreto\"\n\n[[provider]]\nname = \"regione\"\n\
                    label = \"la Regione\"\nissuer = \"https://id.regione.it\"\nclient_id = \"piani\"\nhosts = [\"chiavi.regione.it\"]\n";
        let options = Oidc { file: Some(written(&folder, "oidc.toml", text)), ..Oidc::default() };
        let settings = settings(&options).unwrap_or_default();
        let told: Vec<_> =
            settings.iter().map(|one| (&*one.name, &*one.client_secret, one.hosts.len())).collect();
        assert_eq!(told, [("ente", "parola segreta", 0), ("regione", "", 1)]);
    }

    #[test]
    fn a_fault_in_the_file_is_told_without_what_it_holds() {
        let folder = tempfile::tempdir().unwrap();
        let path =
            written(&folder, "oidc.toml", "[[provider]]\nname = \"ente\"\nclient_secret = parola-segreta\n");
        let Err(failure) = settings(&Oidc { file: Some(path), ..Oidc::default() }) else { panic!("a fault") };
        let told = failure.to_string();
        assert!(told.contains("riga 3") && !told.contains("parola"), "{told}");
    }
}
