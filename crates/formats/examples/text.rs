fn main() {
    let path = std::env::args().nth(1).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    let document = formats::read(&path, &bytes, &formats::Limits::default()).unwrap();
    print!("{}", document::text::write(&document));
}
