import DMEP
import Testing

/// Expects that a text is refused, and gives the reason.
func refusal(
    _ text: String, as format: DocumentFormat = .xml, limits: DocumentLimits = DocumentLimits(),
    sourceLocation: SourceLocation = #_sourceLocation
) -> DocumentError? {
    refusal(Array(text.utf8), as: format, limits: limits, sourceLocation: sourceLocation)
}

/// Expects that bytes are refused, and gives the reason.
func refusal(
    _ bytes: [UInt8], as format: DocumentFormat = .xml, limits: DocumentLimits = DocumentLimits(),
    sourceLocation: SourceLocation = #_sourceLocation
) -> DocumentError? {
    do {
        let document = try DocumentCodec(limits: limits).decode(bytes, as: format)
        Issue.record("read as \(document)", sourceLocation: sourceLocation)
        return nil
    } catch {
        return error
    }
}

/// A batch in XML with these messages.
func batch(_ messages: String) -> String {
    "<capriMessage version=\"1.0\" clientAgent=\"a\" clientVer=\"1\" time=\"1\">\(messages)</capriMessage>"
}

/// A batch in XML with one notification that carries this.
func notification(_ body: String) -> String {
    batch("<notification serviceID=\"s\" notificationID=\"n\"><body>\(body)</body></notification>")
}

/// A belief in XML with these entries.
func belief(_ entries: String, kind: String = "distribution") -> String {
    notification(
        "<belief time=\"1\"><subject><componentRef ref=\"c\"/></subject><property>p</property>"
            + "<\(kind)>\(entries)</\(kind)></belief>")
}

/// Knowledge in XML with this table.
func knowledge(parents: String, _ entries: String) -> String {
    notification(
        "<knowledge time=\"1\"><subject>s</subject><property>p</property>"
            + "<cpt><parents>\(parents)</parents>\(entries)</cpt></knowledge>")
}
