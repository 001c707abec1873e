/// Which side of the cursor a page lies on; the raw value is its text in cursors (`contract/pagination.md §4`).
public enum PageDirection: String, Hashable, Sendable {
    /// After the recorded row.
    case forward
    /// Before it.
    case backward
}
