/// The commands of a pipeline in a cluster: who gets which of them, and which are to be sent once more. A plain value without I/O.
struct PipelinePlan {
    /// Commands for one node.
    struct Group: Equatable {
        let endpoint: RedisEndpoint
        /// Whether each command needs `ASKING` before it.
        let asking: Bool
        var commands: [Int]
    }

    /// What the replies of a round ask for besides sending some commands again.
    struct Lessons: Equatable {
        var moves: [Move] = []
        /// Whether to wait before the next round.
        var mustWait = false

        struct Move: Equatable {
            let slot: HashSlot
            let endpoint: RedisEndpoint
        }
    }

    let routes: [CommandRoute]
    private var replies: [RedisValue?]
    private var asked: [Int: RedisEndpoint] = [:]
    /// The commands without a final reply.
    private(set) var open: [Int]

    init(routes: [CommandRoute]) {
        self.routes = routes
        replies = Array(repeating: nil, count: routes.count)
        open = Array(routes.indices)
    }

    /// The open commands by node, in their order; `nil` if the owner of a slot is unknown.
    ///
    /// - Parameter anywhere: The node for commands without key, unless a node with keys is asked anyway.
    func groups(_ map: SlotMap, anywhere: RedisEndpoint) -> [Group]? {
        var groups: [Group] = []
        let shared = open.lazy.compactMap { routes[$0].slot }.first.flatMap { map[$0] } ?? anywhere
        for index in open {
            let endpoint: RedisEndpoint
            let asking = asked[index]
            if let asking {
                endpoint = asking
            } else if let slot = routes[index].slot {
                guard let owner = map[slot] else { return nil }
                endpoint = owner
            } else {
                endpoint = shared
            }
            if let group = groups.firstIndex(where: { $0.endpoint == endpoint && $0.asking == (asking != nil) }) {
                groups[group].commands.append(index)
            } else {
                groups.append(Group(endpoint: endpoint, asking: asking != nil, commands: [index]))
            }
        }
        return groups
    }

    /// Takes the replies of a group. Commands that the node sent elsewhere or put off stay open and keep that reply, in case it is the last.
    mutating func take(_ answers: [RedisValue], of group: Group) -> Lessons {
        var lessons = Lessons()
        var settled: Set<Int> = []
        for (index, answer) in zip(group.commands, answers) {
            replies[index] = answer
            asked[index] = nil
            guard case .error(let error) = answer, let redirection = Redirection(error, asked: group.endpoint) else {
                settled.insert(index)
                continue
            }
            switch redirection {
            case .moved(let slot, let endpoint): lessons.moves.append(.init(slot: slot, endpoint: endpoint))
            case .ask(let endpoint): asked[index] = endpoint
            case .later: lessons.mustWait = true
            }
        }
        open.removeAll(where: settled.contains)
        return lessons
    }

    /// Whether any command has its reply already, so that a failure now leaves the whole half done.
    var isBegun: Bool { open.count < routes.count }

    /// The replies in the order of the commands; `nil` while one never had any.
    var result: [RedisValue]? {
        let known = replies.compactMap(\.self)
        return known.count == replies.count ? known : nil
    }
}
