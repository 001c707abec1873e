/// Which of the maps that several nodes have of their cluster to believe. A plain value without I/O.
struct ClusterPoll {
    /// What one node said.
    enum Answer {
        /// A map, and whether the node sees a cluster that works. One that was cut off from the others does not, and its map is old.
        case map(SlotMap, isHealthy: Bool)
        case none(RedisError)

        /// Reads the replies to `CLUSTER SLOTS` and `CLUSTER INFO`.
        init(_ replies: [RedisValue], of node: RedisEndpoint) {
            do throws(RedisError) {
                for reply in replies {
                    if case .error(let error) = reply {
                        throw RedisError(.connectionFailed, "\(node) does not tell the state of the cluster: \(error)")
                    }
                }
                let map = try SlotMap(slots: replies.first ?? .null, asked: node)
                guard !map.isEmpty else { throw RedisError(.connectionFailed, "\(node) knows of no slots") }
                self = .map(map, isHealthy: replies.last?.string?.contains("cluster_state:ok") == true)
            } catch {
                self = .none(error)
            }
        }
    }

    private let nodes: Int
    private var doubtful = 0
    private var isHealthy = false
    /// The map to take; `nil` while no node gave one.
    private(set) var map: SlotMap?
    /// Why a node gave none.
    private(set) var failure = RedisError(.connectionFailed, "no node of the cluster is configured")

    /// - Parameter nodes: How many are asked.
    init(nodes: Int) {
        self.nodes = nodes
    }

    /// Whether more answers would change nothing that matters: a healthy node answered, or most say that the cluster is not well. Then their
    /// map is as good as any, and waiting for those that do not answer at all would only take time.
    var isDecided: Bool { isHealthy || doubtful * 2 > nodes }

    mutating func take(_ answer: Answer) {
        switch answer {
        case .none(let error):
            failure = error
        case .map(let other, isHealthy: true):
            map = other
            isHealthy = true
        case .map(let other, isHealthy: false):
            doubtful += 1
            if map == nil { map = other }
        }
    }
}
