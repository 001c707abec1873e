import ArgumentParser
import ByteJSON
import LeadrDomain
import LeadrServices

/// `leadrctl board verify`.
struct BoardVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Compares the rows of a board with their events, and its rank index with the rows; changes nothing",
        discussion: "Submissions may go on. Exit code 1 when something differs."
    )

    @Argument(help: "brd_… or short code.", transform: BoardArgument.parse) var board: BoardReference
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let progress = BoardProgress(output, "players compared")
        let result = try await CommandContext.load().withBoardCare { care in
            try await care.verify(care.find(board), progress: progress.tell)
        }
        output.show(result.jsonDescription()) { Self.text(result) }
        guard result.isClean else { throw ExitCode(1) }
    }

    static func text(_ result: BoardVerification) -> String {
        let looked =
            "\(Shown.count(result.players, "player")), \(Shown.count(result.rows, "ranked row")) and \(result.entries) in the index compared: "
        guard !result.isClean else { return looked + "all is well" }
        var counts = TextTable("DIFFERENCE", ">COUNT")
        for kind in BoardDifference.Kind.allCases { if let count = result.counts[kind] { counts.add(kind.rawValue, "\(count)") } }
        var table = TextTable("DIFFERENCE", "POOL", "SCORE", "FIELD", "FOUND", "EXPECTED")
        for difference in result.kept {
            for field in difference.fields.isEmpty ? [nil] : difference.fields.map(Optional.some) {
                table.add(
                    difference.kind.rawValue,
                    difference.isTest ? "test" : "production",
                    difference.scoreID?.wire ?? "-",
                    field?.name ?? "",
                    field.map { Shown.start(MemberList.text($0.found)) } ?? "",
                    field.map { Shown.start(MemberList.text($0.expected)) } ?? ""
                )
            }
        }
        return looked + "not everything fits\n\n" + counts.text + "\n\n" + table.text
    }
}
