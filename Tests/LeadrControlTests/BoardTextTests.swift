import ByteJSON
import Foundation
import LeadrDomain
import LeadrServices
import LeadrStore
import Testing

@testable import leadrctl

@Suite struct BoardTextTests {
    @Test func `a check tells what it looked at, counts what differs and shows found and expected`() {
        var result = BoardVerification()
        (result.players, result.rows, result.entries) = (1, 2, 2)
        #expect(BoardVerifyCommand.text(result) == "1 player, 2 ranked rows and 2 in the index compared: all is well")
        let field = BoardDifference.Field("value", found: 1000, expected: 42)
        result.add(BoardDifference(.rowDiffers, isTest: false, scoreID: ScoreID(UUID()), fields: [field]))
        result.add(BoardDifference(.indexUnready, isTest: true))
        let lines = BoardVerifyCommand.text(result).split(separator: "\n")
        #expect(lines.contains("index_unready      1") && lines.contains("row_differs        1"))
        #expect(lines.contains { $0.hasPrefix("row_differs") && $0.hasSuffix("value  1000   42") })
    }

    @Test func `a dry run of clearing says that nothing was changed`() {
        var counts = BoardClearCounts()
        (counts.events, counts.submissionMetadataKept) = (40, 1)
        let told = BoardClearCommand.text(counts, isDryRun: true)
        #expect(told.hasPrefix("WOULD BE REMOVED") && told.hasSuffix("nothing was changed: add --apply"))
        #expect(told.contains("1 of submission metadata counts only the other pool then"))
        #expect(BoardClearCommand.text(counts, isDryRun: false).hasPrefix("REMOVED"))
    }
}
