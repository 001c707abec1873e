import ArgumentParser
import LeadrServices
import LeadrStore
import Testing

@testable import leadrctl

@Suite struct BoardArgumentTests {
    private static let board = "brd_01920304-0506-7008-800a-0b0c0d0e0f10"
    private static let account = "acc_01920304-0506-7008-800a-0b0c0d0e0f10"

    @Test(arguments: [
        "board show", "board show brd_1", "board rebuild", "board verify acc_1 x", "board clear --board ABC234", "board clear --account \(account)",
        "board clear --board ABC234 --account gam_1", "board clear --board ABC234 --account \(account) --mode both", "rebuild-index",
        "score explain", "score explain sev_01920304-0506-7008-800a-0b0c0d0e0f10", "score explain scr_1",
        "score explain scr_01920304-0506-7008-800a-0b0c0d0e0f10 --limit 0",
    ])
    func `bad input is refused with exit code 64`(line: String) {
        let error = #expect(throws: (any Error).self) { _ = try LeadrControl.parseAsRoot(line.split(separator: " ").map(String.init)) }
        guard let error else { return }
        #expect(LeadrControl.exitCode(for: error).rawValue == 64)
    }

    @Test(arguments: [
        "board show \(board) --json", "board show abc234", "board rebuild abc234 --rows", "board verify \(board) --json",
        "board clear --board abc234 --account \(account)", "board clear --board \(board) --account \(account) --mode all --apply --json",
        "rebuild-index \(board)", "score explain scr_01920304-0506-7008-800a-0b0c0d0e0f10 --json --limit 5",
    ])
    func `good input is understood`(line: String) throws {
        _ = try LeadrControl.parseAsRoot(line.split(separator: " ").map(String.init))
    }

    @Test func `clearing is a dry run of production unless told otherwise`() throws {
        let command = try LeadrControl.parseAsRoot(["board", "clear", "--board", "abc234", "--account", Self.account])
        let clear = try #require(command as? BoardClearCommand)
        #expect(!clear.apply && clear.mode == .production && clear.board.description == "ABC234")
    }
}
