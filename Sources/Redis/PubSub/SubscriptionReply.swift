/// A reply on a subscribed connection.
enum SubscriptionReply: Equatable {
    case event(RedisSubscriptionEvent)
    case pong
    /// An error, or something that does not belong on such a connection.
    case unexpected

    init(_ reply: RedisValue) {
        guard case .array(let parts) = reply, parts.count >= 2, let kind = parts[0].string else {
            self = reply == .simple("PONG") ? .pong : .unexpected
            return
        }
        switch (kind, parts[1].string) {
        case ("subscribe", let channel?): self = .event(.subscribed(channel: channel))
        case ("message", let channel?):
            guard parts.count == 3, let payload = parts[2].bytes else {
                self = .unexpected
                return
            }
            self = .event(.message(channel: channel, payload: payload))
        case ("pong", _): self = .pong
        default: self = .unexpected
        }
    }
}
