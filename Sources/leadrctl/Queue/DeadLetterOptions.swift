import ArgumentParser
import LeadrDomain
import LeadrServices

/// Which dead letters a command means.
struct DeadLetterOptions: ParsableArguments {
    @Argument(help: "Only these: sev_…, UUIDs, or 32 hexadecimal digits.") var ids: [String] = []
    @Option(help: "Only of this queue.") var queue: String?
    @Option(help: "Only with this text in the reason.") var reason: String?
    @Option(help: "Only of this account, acc_…") var account: String?
    @Option(help: "Only of this game, gam_…") var game: String?
    @Option(help: "Only of this board, brd_…") var board: String?
    @Option(help: "Only of this player, ide_…") var identity: String?
    @Option(help: "Only those that died before: an age such as 30m, 2h or 7d, or a time in RFC 3339.") var olderThan: String?
    @Option(help: "Only those that died since: an age or a time.") var newerThan: String?

    /// Whether nothing is named.
    var isEmpty: Bool {
        ids.isEmpty && [queue, reason, account, game, board, identity, olderThan, newerThan].allSatisfy { $0 == nil }
    }

    func validate() throws {
        _ = try filter()
    }

    /// The filter, with a queue that exists.
    func filter(in directory: QueueDirectory) throws -> DeadLetterFilter {
        var filter = try filter()
        filter.queue = try queue.map { try directory.named($0) }
        return filter
    }

    private func filter() throws -> DeadLetterFilter {
        var filter = DeadLetterFilter()
        filter.ids = ids.isEmpty ? nil : Set(try ids.map { try JobArgument.parse($0) })
        filter.reason = reason
        filter.accountID = try account.map { try id($0) }
        filter.gameID = try game.map { try id($0) }
        filter.boardID = try board.map { try id($0) }
        filter.identityID = try identity.map { try id($0) }
        filter.before = try olderThan.map { try time($0) }
        filter.since = try newerThan.map { try time($0) }
        return filter
    }

    private func id<Kind>(_ text: String) throws -> EntityID<Kind> {
        do { return try EntityID<Kind>(wire: text) } catch { throw ValidationError("\(error)") }
    }

    private func time(_ text: String) throws -> Timestamp {
        guard let time = TimeBoundText.parse(text, now: SystemClock().now()) else {
            throw ValidationError("'\(text)' is neither an age such as 30m, 2h or 7d nor a time in RFC 3339")
        }
        return time
    }
}
