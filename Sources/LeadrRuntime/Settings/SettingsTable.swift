/// The table of all settings and the documentation made of it.
public enum SettingsTable {
    /// Every setting, in the order of the documentation.
    public static let definitions: [SettingDefinition] = {
        var reader = SettingsReader(SettingsSource(environment: [:]))
        _ = LeadrSettings(&reader)
        return reader.definitions
    }()

    /// The comments between which `docs/configuration.md` holds the tables.
    public static let markers = (begin: "<!-- settings: begin -->", end: "<!-- settings: end -->")

    /// The tables of `docs/configuration.md`, one per topic.
    public static func markdown() -> String {
        var text = ""
        var topic = ""
        for definition in definitions {
            if definition.topic != topic {
                topic = definition.topic
                text += "\(text.isEmpty ? "" : "\n")## \(topic)\n\n| Setting | Type | Default | Meaning |\n|---|---|---|---|\n"
            }
            text += row(definition)
        }
        return text
    }

    private static func row(_ definition: SettingDefinition) -> String {
        let unit = definition.unit.map { ", \($0)" } ?? ""
        let secret = definition.isSecret ? ", secret" : ""
        return "| `\(definition.name)` | \(definition.kind)\(unit)\(secret) | \(shownDefault(definition)) | \(definition.meaning) |\n"
    }

    private static func shownDefault(_ definition: SettingDefinition) -> String {
        switch definition.defaultText {
        case nil: "none"
        case "": "empty"
        case let text? where text.contains("`") || text.contains(" "): text
        case let text?: "`\(text)`"
        }
    }
}
