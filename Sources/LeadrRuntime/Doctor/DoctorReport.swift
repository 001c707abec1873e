import ByteJSON

/// The findings of a ``Doctor`` and how they are shown.
public struct DoctorReport: Sendable, Equatable {
    /// In the order of the checks.
    public let findings: [CheckFinding]

    /// The worst finding; ok when there is none.
    public var severity: CheckFinding.Severity { findings.map(\.severity).max() ?? .ok }

    /// 0 when all is well, 1 with errors, 2 with warnings only.
    public var exitCode: Int32 {
        switch severity {
        case .ok: 0
        case .error: 1
        case .warning: 2
        }
    }

    /// One line per finding, and one for the remedy where there is one.
    public var text: String {
        let width = findings.map(\.check.count).max() ?? 0
        let lines = findings.flatMap { finding in
            let padding = String(repeating: " ", count: width - finding.check.count)
            let line = "\(Self.label(finding.severity))  \(finding.check)\(padding)  \(finding.text)"
            return [line] + (finding.fix.map { ["         \(String(repeating: " ", count: width))  → \($0)"] } ?? [])
        }
        return (lines + ["", summary]).joined(separator: "\n")
    }

    /// The report for programs: `{"status", "findings": [{"check", "severity", "text", "fix"}]}`.
    public var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("status")
        writer.string(severity.rawValue)
        writer.key("findings")
        writer.beginArray()
        for finding in findings { Self.write(finding, to: &writer) }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private var summary: String {
        let errors = findings.count { $0.severity == .error }
        let warnings = findings.count { $0.severity == .warning }
        return "\(findings.count) checks, \(errors) errors, \(warnings) warnings"
    }

    private static func label(_ severity: CheckFinding.Severity) -> String {
        switch severity {
        case .ok: "ok     "
        case .warning: "warning"
        case .error: "ERROR  "
        }
    }

    private static func write(_ finding: CheckFinding, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("check")
        writer.string(finding.check)
        writer.key("severity")
        writer.string(finding.severity.rawValue)
        writer.key("text")
        writer.string(finding.text)
        writer.key("fix")
        if let fix = finding.fix { writer.string(fix) } else { writer.null() }
        writer.endObject()
    }
}
