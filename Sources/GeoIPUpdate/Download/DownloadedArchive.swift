/// An archive that was stored.
struct DownloadedArchive: Hashable, Sendable {
    var tag: String?
    var lastModified: String?
    /// SHA-256 of its bytes, in hexadecimal digits.
    var digest: String
    var bytes: Int
}

/// How a server answered.
enum DownloadAnswer: Sendable {
    /// It has none but the versions that were named, and which of them if it tells; the content was not fetched.
    case unwanted(tag: String?)
    /// Another version, stored.
    case archive(DownloadedArchive)
}
