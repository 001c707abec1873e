import LeadrDomain

/// Orders of ``SampleRow`` that cover both directions, nulls, ties and a leading id.
enum SampleSorts {
    static func all() throws(SortSpecError) -> [SortSpec] {
        var sorts: [SortSpec] = []
        for text in [
            "created_at:desc", "score:asc", "score:desc,name:asc", "name:desc,uses:asc,id:desc", "active:asc,score:desc,created_at:asc",
            "id:desc,name:asc", "uses:asc,uses:desc",
        ] {
            sorts.append(try SortSpec(parsing: text, allowing: SampleRow.fields))
        }
        return sorts
    }
}
