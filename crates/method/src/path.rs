//! Paths: where a value of a form goes.

use domain::entity::{EntityDefinition, FieldDefinition, entity_named};

/// The key of a keyed field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// Always the same (`2026`).
    Fixed(String),
    /// What the label or title captured under this name (`year`), or the year of the record.
    Captured(String),
}

/// Where a value goes: `phase.weight`, `indicator.targets.{year}`, `link:linea.text`,
/// `objective.fields.Assessore`.
#[derive(Clone, Copy, Debug)]
pub struct Field(pub Option<&'static FieldDefinition>);

/// A path into the registry of fields.
#[derive(Clone, Debug)]
pub struct Path {
    /// The entity.
    pub entity: &'static EntityDefinition,
    /// The level of the entity (its field `level`), after a colon.
    pub level: Option<String>,
    /// The field; `None` for `fields`, what the form holds beyond the known fields.
    pub field: Field,
    /// The key of a keyed field.
    pub key: Option<Key>,
}

impl Path {
    /// Reads a path.
    ///
    /// # Errors
    /// An Italian sentence that names the part that is unknown and what there is instead.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (entity, rest) = text.split_once('.').ok_or_else(|| {
            format!("«{text}» non è un percorso: serve «entità.campo», per esempio «objective.title»")
        })?;
        let (name, level) = entity.split_once(':').map_or((entity, None), |(n, l)| (n, Some(l)));
        let entity = entity_named(name).ok_or_else(|| {
            format!("«{name}» non è un'entità; le entità sono elencate nel dizionario dei dati")
        })?;
        let (field, key) = rest.split_once('.').map_or((rest, None), |(f, k)| (f, Some(k)));
        if level.is_some() && entity.field("level").is_none() {
            return Err(format!("«{name}» non ha livelli: togliere «:{}»", level.unwrap_or_default()));
        }
        let definition = entity.field(field);
        if definition.is_none() && field != "fields" {
            let names: Vec<&str> = entity.fields.iter().map(|f| f.name).collect();
            return Err(format!("«{name}» non ha il campo «{field}»; ha: {}", names.join(", ")));
        }
        let keyed = definition.is_none_or(|f| f.cardinality == domain::Cardinality::Keyed);
        if keyed != key.is_some() {
            return Err(if keyed {
                format!("«{text}» vuole una chiave, per esempio «{text}.{{year}}»")
            } else {
                format!("«{name}.{field}» non ha chiavi: togliere «.{}»", key.unwrap_or_default())
            });
        }
        let key = key.map(|key| match key.strip_prefix('{').and_then(|k| k.strip_suffix('}')) {
            Some(name) => Key::Captured(name.to_owned()),
            None => Key::Fixed(key.to_owned()),
        });
        Ok(Self { entity, level: level.map(str::to_owned), field: Field(definition), key })
    }

    /// Name of the field (`fields` for what the form holds beyond the known ones).
    pub fn field_name(&self) -> &'static str {
        self.field.0.map_or("fields", |field| field.name)
    }

    /// The kind of values of the field.
    pub fn kind(&self) -> domain::Kind {
        self.field.0.map_or(domain::Kind::Prose, |field| field.kind)
    }

    /// Whether both go to the same entity, on the same level.
    pub fn same_entity(&self, other: &Self) -> bool {
        self.entity.name == other.entity.name && self.level == other.level
    }
}
