/// What tells versions of an archive apart without their content: HTTP validators that the server sent with them (RFC 9110 §8.8).
struct Validators: Hashable, Sendable {
    /// Entity tags, as they came.
    var tags: [String] = []
    /// The newest `Last-Modified`, as it came.
    var lastModified: String?

    /// No versions: the answer will be the archive.
    static let none = Validators()

    /// The header fields of a request that wants none of these versions.
    var fields: [(name: String, value: String)] {
        var fields: [(name: String, value: String)] = []
        if !tags.isEmpty { fields.append(("If-None-Match", tags.joined(separator: ", "))) }
        if let lastModified { fields.append(("If-Modified-Since", lastModified)) }
        return fields
    }
}
