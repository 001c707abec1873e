import Redis

/// Names of the keys of queues. The shard's hash tag keeps all queues of one shard on one node.
struct QueueKeys: Sendable {
    let prefix: String

    /// Key below which everything of a queue shard lies.
    func base(_ queue: QueueAddress) -> String {
        "\(prefix){s\(queue.shard)}:\(queue.name.text)"
    }

    /// List that carries the wake token.
    func wake(_ queue: QueueAddress) -> String {
        base(queue) + ":wake"
    }
}
