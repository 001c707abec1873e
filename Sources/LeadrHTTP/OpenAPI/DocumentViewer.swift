import Foundation
import NIOCore

/// The files of Swagger UI, served from memory, so that the page needs nothing from elsewhere.
public struct DocumentViewer: Sendable {
    struct File: Sendable {
        let type: String
        let content: ByteBuffer
    }

    /// Files by the path they are served under.
    let files: [String: File]

    /// Reads the viewer's files.
    ///
    /// - Parameter folder: Folder of a Swagger UI distribution, version 5 or newer (`API_DOCS_VIEWER_PATH`).
    /// - Throws: An error of Foundation that names the file which is not there.
    public init(folder: URL) throws {
        var files = ["/docs": File(type: "text/html; charset=utf-8", content: ByteBuffer(string: Self.page))]
        for (name, type) in [("swagger-ui.css", "text/css; charset=utf-8"), ("swagger-ui-bundle.js", "text/javascript; charset=utf-8")] {
            files["/docs/" + name] = File(type: type, content: ByteBuffer(bytes: try Data(contentsOf: folder.appendingPathComponent(name))))
        }
        files["/docs/start.js"] = File(type: "text/javascript; charset=utf-8", content: ByteBuffer(string: Self.script))
        self.files = files
    }

    private static let page = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>LEADR API</title>
        <link rel="stylesheet" href="/docs/swagger-ui.css">
        </head>
        <body>
        <div id="api"></div>
        <script src="/docs/swagger-ui-bundle.js"></script>
        <script src="/docs/start.js"></script>
        </body>
        </html>
        """

    private static let script = """
        SwaggerUIBundle({ url: "/openapi.json", dom_id: "#api", deepLinking: true, validatorUrl: null });
        """
}
