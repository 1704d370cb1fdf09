//! A row of any table, and the line it is in a copy.

use serde_json::Value as Json;

use super::tables::{Column, Kind, Table};

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Number(i64),
    Flag(bool),
}

/// A row: the values of its table's columns, in their order.
pub type Row = Vec<Value>;

/// Writes a row as a line of JSON; the same row is the same bytes everywhere.
pub fn write_line(table: &Table, row: &[Value], to: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    for (at, (column, value)) in table.columns.iter().zip(row).enumerate() {
        to.extend_from_slice(if at == 0 { b"{\"" } else { b",\"" });
        to.extend_from_slice(column.name.as_bytes());
        to.extend_from_slice(b"\":");
        match value {
            Value::Text(text) => serde_json::to_writer(&mut *to, text)?,
            Value::Number(number) => serde_json::to_writer(&mut *to, number)?,
            Value::Flag(flag) => serde_json::to_writer(&mut *to, flag)?,
        }
    }
    to.extend_from_slice(b"}\n");
    Ok(())
}

/// Reads a row from a line; nothing when it is not one of the table.
pub fn read_line(table: &Table, line: &[u8]) -> Option<Row> {
    let Ok(Json::Object(mut fields)) = serde_json::from_slice(line) else { return None };
    let row: Option<Row> =
        table.columns.iter().map(|column| value(column, fields.shift_remove(column.name)?)).collect();
    row.filter(|_| fields.is_empty())
}

fn value(column: &Column, json: Json) -> Option<Value> {
    match (column.kind, json) {
        (Kind::Text, Json::String(text)) => Some(Value::Text(text)),
        (Kind::Number, Json::Number(number)) => number.as_i64().map(Value::Number),
        (Kind::Flag, Json::Bool(flag)) => Some(Value::Flag(flag)),
        _ => None,
    }
}

/// The key of a row.
pub fn key(table: &Table, row: &[Value]) -> Vec<Value> {
    table.key.iter().filter_map(|name| field(table, row, name)).cloned().collect()
}

/// The value of a column.
pub fn field<'r>(table: &Table, row: &'r [Value], name: &str) -> Option<&'r Value> {
    row.get(table.columns.iter().position(|column| column.name == name)?)
}

/// The text of a column; blank when it holds none.
pub fn text<'r>(table: &Table, row: &'r [Value], name: &str) -> &'r str {
    match field(table, row, name) {
        Some(Value::Text(text)) => text,
        _ => "",
    }
}

/// The number of a column; 0 when it holds none.
pub fn number(table: &Table, row: &[Value], name: &str) -> i64 {
    match field(table, row, name) {
        Some(Value::Number(number)) => *number,
        _ => 0,
    }
}

/// A key as people read it.
pub fn shown(key: &[Value]) -> String {
    let parts = key.iter().map(|value| match value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
    });
    parts.collect::<Vec<String>>().join(" / ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::tables::TABLES;

    fn sample(table: &Table) -> Row {
        let value = |column: &Column| match column.kind {
            Kind::Text => Value::Text("«à»\n\"\\\u{1}🏛".to_owned()),
            Kind::Number => Value::Number(i64::MAX),
            Kind::Flag => Value::Flag(true),
        };
        table.columns.iter().map(value).collect()
    }

    #[test]
    fn lines_are_read_as_they_were_written() {
        for table in TABLES {
            let mut line = Vec::new();
            write_line(table, &sample(table), &mut line).unwrap();
            assert_eq!(line.split(|byte| *byte == b'\n').count(), 2);
            assert_eq!(read_line(table, &line), Some(sample(table)));
        }
    }

    #[test]
    fn a_line_says_what_it_holds() {
        let table = TABLES.iter().find(|table| table.name == "membership").unwrap();
        let mut line = Vec::new();
        write_line(table, &[Value::Text("a".into()), Value::Text("b".into())], &mut line).unwrap();
        assert_eq!(line, b"{\"account_id\":\"a\",\"body_id\":\"b\"}\n");
    }

    #[test]
    fn lines_that_are_none_of_the_table_are_not_read() {
        let table = TABLES.iter().find(|table| table.name == "setting").unwrap();
        let good = r#"{"body_id":"b","name":"n","value":"v","version":1}"#;
        assert!(read_line(table, good.as_bytes()).is_some());
        for (one, other) in
            [("\"b\"", "1"), (":1", ":1.5"), (",\"version\":1", ""), ("}", ",\"x\":1}"), ("{", "[")]
        {
            assert_eq!(read_line(table, good.replacen(one, other, 1).as_bytes()), None, "{one} {other}");
        }
    }
}
