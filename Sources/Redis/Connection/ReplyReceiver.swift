/// Takes what a connection delivers. All calls come on the connection's event loop.
protocol ReplyReceiver: AnyObject, Sendable {
    /// Replies in the order the server sent them.
    func received(_ replies: [RedisValue])
    /// The socket takes bytes again after it was full.
    func becameWritable()
    /// The connection is gone; nothing follows.
    func closed(_ cause: RedisError)
}

extension ReplyReceiver {
    func becameWritable() {}
}
