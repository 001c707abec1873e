import Redis

/// Names of the keys of queues. The shard's hash tag keeps all queues of one shard on one node.
struct QueueKeys: Sendable {
    let prefix: String

    /// Key below which everything of a queue shard lies.
    func base(_ queue: QueueAddress) -> String {
        "\(prefix){s\(queue.shard)}:\(queue.name.text)"
    }

    /// A key that never exists, named with every call in a cluster. The functions derive their keys from the base, which the server cannot know: while a
    /// cluster hands the shard's slot over key by key, a function would see half of its keys. Of several named keys one that is missing makes the
    /// server answer `TRYAGAIN` on both sides until the slot has arrived whole.
    func absent(_ base: String) -> String {
        base + ":absent"
    }

    /// List that carries the wake token.
    func wake(_ queue: QueueAddress) -> String {
        base(queue) + ":wake"
    }
}
