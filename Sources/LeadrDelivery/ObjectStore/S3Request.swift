import NIOHTTP1

/// A request to an S3-compatible store, before it is signed.
struct S3Request: Sendable {
    var method: HTTPMethod
    /// Key of the object; nil for the bucket.
    var key: String?
    var query: [(String, String)] = []
    var body: [UInt8] = []
    /// Whether doing it twice is as good as once.
    var isRepeatable = true
}
