import Foundation
import Testing

/// Whoever is woken finds in `docs/operations.md` what to do: it explains every line at level error or critical, and names only metrics that exist.
@Suite struct RunBookTests {
    private struct Source {
        let name: String
        let text: String
    }

    /// What is known of a log call without running it.
    private struct LogCall {
        /// As it is written; nil where the name of the method says it.
        let level: String?
        /// The first constant part of the text.
        let text: String
    }

    @Test func `every line that is logged as an error or worse is explained in the run book`() throws {
        let page = try Self.page()
        var texts: Set<String> = []
        var withoutText: [String] = []
        for source in try Self.sources() {
            for arguments in Self.logCalls(in: source.text) {
                if let call = Self.read(arguments) {
                    if Self.isAlarming(call.level) { texts.insert(call.text) }
                } else {
                    withoutText.append(source.name)
                }
            }
        }
        #expect(texts.count > 25)
        // Its texts are those of the delivery channels, which are found where they are written.
        #expect(withoutText == ["Courier+attempt.swift"], "the text of a log call is to be a literal, so that it can be looked up")
        #expect(texts.filter { !page.contains($0) }.sorted() == [], "lines that docs/operations.md does not explain")
    }

    @Test func `every metric that the run book names is one of the code`() throws {
        let names = Self.metrics(in: try Self.page())
        var missing = names
        for source in try Self.sources() { missing.subtract(source.text.split(separator: "\"").map { String($0) }) }
        #expect(names.count > 30)
        #expect(missing.sorted() == [], "metrics that nothing in Sources has")
    }

    // MARK: - Files

    private static var root: URL {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return root
    }

    private static func page() throws -> String {
        try String(contentsOf: root.appendingPathComponent("docs/operations.md"), encoding: .utf8)
    }

    private static func sources() throws -> [Source] {
        let folder = root.appendingPathComponent("Sources")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }.sorted()
        try #require(paths.count > 1000)
        return try paths.map { path in
            let file = folder.appendingPathComponent(path)
            return Source(name: file.lastPathComponent, text: try String(contentsOf: file, encoding: .utf8))
        }
    }

    // MARK: - Log calls

    /// What follows the parenthesis of every call that may log an error, and of every tuple that holds the text of one.
    private static func logCalls(in text: String) -> [Substring] {
        text.split(separator: "(", omittingEmptySubsequences: false).dropLast().compactMap { before in
            guard isLogCall(before) || isDescription(before) else { return nil }
            return text[text.index(after: before.endIndex)...]
        }
    }

    private static func isLogCall(_ before: Substring) -> Bool {
        guard let method = [".error", ".critical", ".log"].first(where: { before.hasSuffix($0) }) else { return false }
        let receiver = before.dropLast(method.count).trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
        return receiver.hasSuffix("log") || receiver.hasSuffix("logger")
    }

    /// The body of a function that returns a text to be logged and its metadata.
    private static func isDescription(_ before: Substring) -> Bool {
        before.hasPrefix("message: Logger.Message") && before.trimmingCharacters(in: .whitespacesAndNewlines).hasSuffix("{")
    }

    /// Reads level and text; nil when the text is no literal, or has no constant part.
    private static func read(_ arguments: Substring) -> LogCall? {
        guard let match = arguments.prefixMatch(of: #/\s*(?:level:\s*([^",]+),\s*)?"((?:[^"\\]|\\.)*)/#) else { return nil }
        var literal = match.output.2
        if let value = literal.prefixMatch(of: #/(?:\\\([^()"]*\))+/#) { literal = literal[value.range.upperBound...] }
        let constant = literal.components(separatedBy: #"\("#).first ?? ""
        guard !constant.isEmpty else { return nil }
        return LogCall(level: match.output.1.map { String($0) }, text: constant.replacingOccurrences(of: #"\""#, with: "\""))
    }

    /// Whether a level is, or may be, error or critical.
    private static func isAlarming(_ level: String?) -> Bool {
        guard let level else { return true }
        return ![".trace", ".debug", ".info", ".notice", ".warning"].contains(level)
    }

    // MARK: - Metrics

    /// Names in code that end like one of a metric, or have labels.
    private static func metrics(in page: String) -> Set<String> {
        var names: Set<String> = []
        for span in code(in: page) {
            for match in span.matches(of: #/([A-Za-z0-9_]+)(\{)?/#) {
                let name = String(match.output.1)
                guard name.contains("_"), !name.contains(where: \.isUppercase) else { continue }
                let hasLabels = match.output.2 != nil
                if hasLabels || ["_total", "_seconds", "_bytes"].contains(where: { name.hasSuffix($0) }) { names.insert(name) }
            }
        }
        return names
    }

    /// What stands between backticks, outside of fenced examples.
    private static func code(in page: String) -> [Substring] {
        var spans: [Substring] = []
        var isFenced = false
        for line in page.split(separator: "\n") {
            if line.hasPrefix("```") {
                isFenced.toggle()
            } else if !isFenced {
                let parts = line.split(separator: "`", omittingEmptySubsequences: false)
                spans += parts.indices.filter { !$0.isMultiple(of: 2) }.map { parts[$0] }
            }
        }
        return spans
    }
}
