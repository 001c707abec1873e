/// What happens on a subscription.
public enum RedisSubscriptionEvent: Sendable, Equatable {
    /// The server confirmed the subscription to a channel. Comes again after every reconnection: messages published in between are
    /// lost, so whoever keeps a state must read it anew.
    case subscribed(channel: String)
    /// A message was published.
    case message(channel: String, payload: [UInt8])
    /// The connection was lost; messages may be missed until the next `.subscribed`.
    case disconnected
}
