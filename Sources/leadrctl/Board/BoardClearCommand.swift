import ArgumentParser
import ByteJSON
import LeadrDomain
import LeadrServices
import LeadrStore

/// `leadrctl board clear`.
struct BoardClearCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clear",
        abstract: "Removes the scores of a board for good",
        discussion: "Without --apply it only counts what it would remove. The board itself stays."
    )

    @Option(help: "brd_… or short code.", transform: BoardArgument.parse) var board: BoardReference
    @Option(help: "Account that the board belongs to, acc_…", transform: { try BoardArgument.id($0) as AccountID }) var account: AccountID
    @Option(help: "Which scores: production, test or all.") var mode: BoardClearMode = .production
    @Flag(help: "Do it. Without this, only tell what would be removed.") var apply = false
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let report = try await CommandContext.load().withBoardCare {
            try await $0.clear(board, of: account, mode: mode, isDryRun: !apply, by: CommandContext.actor)
        }
        output.show(report.jsonDescription()) { Self.text(report.counts, isDryRun: report.isDryRun) }
    }

    static func text(_ counts: BoardClearCounts, isDryRun: Bool) -> String {
        var table = TextTable(isDryRun ? "WOULD BE REMOVED" : "REMOVED", ">COUNT")
        table.add("flags", "\(counts.flags)")
        table.add("run entries", "\(counts.runEntries)")
        table.add("submission metadata", "\(counts.submissionMetadata)")
        table.add("board states", "\(counts.boardStates)")
        table.add("score events", "\(counts.events)")
        table.add("of distinct players", "\(counts.identities)")
        let kept = counts.submissionMetadataKept
        return table.text + (kept > 0 ? "\n\(kept) of submission metadata \(kept == 1 ? "counts" : "count") only the other pool then" : "")
            + (isDryRun ? "\nnothing was changed: add --apply" : "\nthe rebuild of the rank index is queued")
    }
}

extension BoardClearMode: ExpressibleByArgument {}
