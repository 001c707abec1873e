import ArgumentParser
import ByteJSON
import LeadrDomain
import LeadrServices

/// `leadrctl board rebuild`.
struct BoardRebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Has the rank index of a board built anew from the database, or its rows from events, while submissions go on"
    )

    @Argument(help: "brd_… or short code.", transform: BoardArgument.parse) var board: BoardReference
    @Flag(help: "Compute every row anew from its events, or from the sources of a ratio.") var rows = false
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let context = CommandContext.load()
        guard rows else { return try await BoardRebuild.queue(board, context, output) }
        let progress = BoardProgress(output, "players computed")
        let report = try await context.withBoardCare { care in
            try await care.rebuildRows(of: care.find(board), by: CommandContext.actor, progress: progress.tell)
        }
        output.show(report.jsonDescription()) {
            "\(Shown.count(report.players, "player")): \(Shown.count(report.written, "row")) written"
                + (report.ratiosWritten > 0 ? ", and \(Shown.count(report.ratiosWritten, "ratio"))" : "")
        }
    }
}

/// What `board rebuild` and its older name `rebuild-index` have in common.
enum BoardRebuild {
    static func queue(_ reference: BoardReference, _ context: CommandContext, _ output: OutputOptions) async throws {
        let id = try await context.withBoardCare { care in
            let id = try await care.find(reference).board.id
            try await care.queueRebuild(of: id)
            return id
        }
        output.show(.object(["board_id": .string(id.wire), "queued": true])) { "the rebuild of \(id) is queued" }
    }
}

/// Tells how far a command is, every ten thousand, unless it answers with JSON.
struct BoardProgress {
    private static let step = 10_000
    private let isSilent: Bool
    private let noun: String

    init(_ output: OutputOptions, _ noun: String) {
        isSilent = output.json
        self.noun = noun
    }

    func tell(_ done: Int) {
        // A chunk has at most 500, so that one of them ends shortly after each step.
        if !isSilent, done % Self.step < 500, done >= Self.step { leadrctl.tell("\(done) \(noun)") }
    }
}
