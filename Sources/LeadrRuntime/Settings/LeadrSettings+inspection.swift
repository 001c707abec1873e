extension LeadrSettings {
    /// Reads settings as far as they can be read, and tells what is wrong with them; values at fault are replaced by their defaults.
    ///
    /// What only the API needs is checked when one of its halves is switched on.
    public static func inspect(_ source: SettingsSource) -> (settings: LeadrSettings, problems: [SettingProblem]) {
        var reader = SettingsReader(source)
        let settings = LeadrSettings(&reader)
        let isAPI = settings.application.enablesAdminAPI || settings.application.enablesClientAPI
        settings.validate(for: isAPI ? .api : .command, &reader)
        return (settings, reader.problems)
    }
}
