/// What an error reply says about where or when to try again. In all these cases the command was not executed.
enum Redirection: Equatable {
    /// The slot has another master now.
    case moved(HashSlot, to: RedisEndpoint)
    /// The slot is on its way: this one command is to be sent elsewhere, after `ASKING`.
    case ask(at: RedisEndpoint)
    /// The server cannot do it at this moment: a slot is on its way, a failover goes on, data are being loaded.
    case later

    /// - Parameter asked: The node that replied; a redirection without host means another port of it.
    init?(_ error: RedisServerError, asked: RedisEndpoint) {
        switch error.code {
        case "MOVED", "ASK":
            let parts = error.message.split(separator: " ")
            guard parts.count == 2, let slot = Int(parts[0]).flatMap(HashSlot.init), let colon = parts[1].lastIndex(of: ":"),
                let port = Int(parts[1][parts[1].index(after: colon)...]), (1...65_535).contains(port)
            else { return nil }
            let endpoint = RedisEndpoint(announced: String(parts[1][..<colon]), port: port, asked: asked)
            self = endpoint.map { error.code == "ASK" ? .ask(at: $0) : .moved(slot, to: $0) } ?? .later
        case "TRYAGAIN", "CLUSTERDOWN", "LOADING", "MASTERDOWN", "READONLY":
            self = .later
        default:
            return nil
        }
    }
}
