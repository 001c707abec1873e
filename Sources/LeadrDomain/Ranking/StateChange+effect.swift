import ByteJSON

extension StateChange {
    /// The change with another name to show.
    public func showing(name: String) -> StateChange {
        var state = state
        state.playerName = name
        return StateChange(kind: kind, state: state)
    }

    /// Nil when the row already is what the change makes of it, so that computing a row anew does not write it anew.
    func unlessEqual(to current: BoardState?) -> StateChange? {
        guard let current else { return self }
        var state = state
        state.updatedAt = current.updatedAt
        state.version = current.version
        // The database writes blanks between tokens.
        if Self.value(state.metadata) == Self.value(current.metadata) { state.metadata = current.metadata }
        return state == current ? nil : self
    }

    private static func value(_ json: [UInt8]?) -> JSONValue? {
        guard let json else { return nil }
        var scanner = JSONScanner(json)
        return try? scanner.parse()
    }
}
