use store::Store;

async fn check_found(store: &Store, body: &str, text: &str, expected: &[(&str, &str)]) {
    let found = read!(store, search(body, text, 100));
    let found: Vec<(&str, &str)> = found.iter().map(|(plan, item)| (plan.as_str(), item.as_str())).collect();
    assert_eq!(found, expected, "{text}");
}

both_engines!(words_are_found_by_how_they_begin, async |store| {
    write!(
        store,
        search_put(("b", "p1", "i1"), "manutenzione delle strade comunali"),
        search_put(("b", "p1", "i2"), "strada, 2026: pagamenti/fornitori"),
        search_put(("b", "p2", "i1"), "asili nido 10e3 x-files")
    );
    check_found(&store, "b", "strad", &[("p1", "i1"), ("p1", "i2")]).await;
    check_found(&store, "b", "comunali manut", &[("p1", "i1")]).await;
    check_found(&store, "b", "strada asili", &[]).await;
    check_found(&store, "b", "rade", &[]).await;
    check_found(&store, "b", "forn 20", &[("p1", "i2")]).await;
    check_found(&store, "b", "10e3", &[("p2", "i1")]).await;
    check_found(&store, "b", "FILES", &[("p2", "i1")]).await;
});

both_engines!(what_stands_beside_the_words_is_not_found, async |store| {
    write!(store, search_put(("xb1", "p1", "i1"), "strade"));
    for text in ["x", "b", "xb", "xb1", "p1", "i1"] {
        check_found(&store, "xb1", text, &[]).await;
    }
});

both_engines!(texts_without_words_and_signs_find_nothing, async |store| {
    write!(store, search_put(("b", "p", "i"), "strade or and not near e"));
    for text in ["", "  ", "*", "\"", "' & |", "():*", "<->", "!"] {
        check_found(&store, "b", text, &[]).await;
    }
    for text in ["AND", "not", "(strade)", "strade*", "\"strade\" !", "words: or"] {
        let expected: &[_] = if text.starts_with("words") { &[] } else { &[("p", "i")] };
        check_found(&store, "b", text, expected).await;
    }
});

both_engines!(each_body_finds_its_own_items_the_latest_plans_first, async |store| {
    for (body, plan, item) in
        [("b", "p1", "i2"), ("b", "p2", "i9"), ("b", "p1", "i1"), ("c", "p3", "i1"), ("b-", "p4", "i1")]
    {
        write!(store, search_put((body, plan, item), "strade"));
    }
    check_found(&store, "b", "strade", &[("p2", "i9"), ("p1", "i1"), ("p1", "i2")]).await;
    check_found(&store, "c", "strade", &[("p3", "i1")]).await;
    check_found(&store, "d", "strade", &[]).await;
    assert_eq!(read!(store, search("b", "strade", 1)), [("p2".to_owned(), "i9".to_owned())]);
});

both_engines!(words_are_put_in_place_of_those_before, async |store| {
    let item = ("b", "p", "i");
    write!(store, search_put(item, "strade"), search_put(("b", "p", "j"), "strade"));
    write!(store, search_put(item, "scuole"));
    check_found(&store, "b", "strade", &[("p", "j")]).await;
    check_found(&store, "b", "scuole", &[("p", "i")]).await;
    write!(store, search_put(item, ""));
    check_found(&store, "b", "scuole", &[]).await;
    write!(store, search_put(item, "ponti"), search_remove(item), search_remove(item));
    check_found(&store, "b", "ponti", &[]).await;
    write!(store, search_put(item, "ponti"));
    check_found(&store, "b", "ponti", &[("p", "i")]).await;
});

both_engines!(long_texts_and_long_words_are_taken, async |store| {
    let long = "a".repeat(5_000);
    let many: Vec<String> = (0..40_000).map(|number| format!("parola{}", number % 20_000)).collect();
    write!(store, search_put(("b", "p", "i"), &format!("{long} {}", many.join(" "))));
    check_found(&store, "b", &long, &[("p", "i")]).await;
    check_found(&store, "b", "parola19999", &[("p", "i")]).await;
    check_found(&store, "b", "parola20000", &[]).await;
});

both_engines!(texts_without_measure_are_taken_as_far_as_can_be, async |store| {
    let many: Vec<String> = (0..25_000).map(|number| format!("{number}{}", "x".repeat(60))).collect();
    write!(store, search_put(("b", "p", "i"), &format!("0primo {}", many.join(" "))));
    check_found(&store, "b", "0primo", &[("p", "i")]).await;
});

both_engines!(many_items_are_found_as_many_as_wanted, async |store| {
    let mut work = store.work().await.unwrap();
    for number in 0..1_200 {
        let (id, text) = (format!("i{number:04}"), format!("strade n{number}"));
        work.link().unwrap().search_put(("b", "p", &id), &text).await.unwrap();
    }
    work.commit().await.unwrap();
    assert_eq!(read!(store, search("b", "strade", 2_000)).len(), 1_200);
    assert_eq!(read!(store, search("b", "n119 strade", 2_000)).len(), 11);
});
