import Foundation
import Testing

@testable import LeadrRuntime

@Suite struct SettingsTableTests {
    private var documentation: URL {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return root.appendingPathComponent("docs/configuration.md")
    }

    @Test func `the documentation holds the table of the code`() throws {
        let expected = SettingsTable.markdown()
        let text = try String(contentsOf: documentation, encoding: .utf8)
        let parts = text.components(separatedBy: SettingsTable.markers.begin)
        let end = try #require(parts.last?.range(of: SettingsTable.markers.end))
        try #require(parts.count == 2)
        let actual = parts[1][..<end.lowerBound].trimmingCharacters(in: .newlines) + "\n"
        if actual != expected, ProcessInfo.processInfo.environment["LEADR_UPDATE_DOCS"] == "1" {
            let updated = parts[0] + SettingsTable.markers.begin + "\n\n" + expected + "\n" + parts[1][end.lowerBound...]
            try Data(updated.utf8).write(to: documentation)
        }
        #expect(actual == expected, "run the tests with LEADR_UPDATE_DOCS=1 to write the present table")
    }

    @Test func `every setting is declared once`() {
        let names = SettingsTable.definitions.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.count > 100)
    }

    @Test func `every setting says what it means, and no cell breaks the table`() {
        for definition in SettingsTable.definitions {
            #expect(!definition.meaning.isEmpty && !definition.topic.isEmpty)
            let cells = [definition.meaning, definition.kind, definition.unit ?? "", definition.defaultText ?? ""]
            #expect(!cells.contains { $0.contains("|") || $0.contains("\n") })
        }
    }
}
