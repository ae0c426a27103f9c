import InternetProtocols
import YAMLDocuments

extension Truth {
    /// Reads `truth`.
    init(_ source: YAMLReader) throws(YAMLDocumentError) {
        let fields = try source.fields(.truth)
        let className = try fields.optional("class")?.className() ?? Self.healthy.className
        let cause = try fields.optional("cause")?.causeCode() ?? Self.healthy.cause
        let also =
            try fields.optional("also")?.map { member throws(YAMLDocumentError) in
                try member.causeCode()
            } ?? []
        guard (className == Self.healthy.className) == (cause == Self.healthy.cause) else {
            throw source.problem(
                "`class` and `cause` go together; leave both out when nothing is wrong")
        }
        for (index, code) in also.enumerated() {
            guard code != cause, !also[..<index].contains(code) else {
                throw source.at("also").at(index).problem("\(code) is named already")
            }
        }
        self.init(
            className: className, cause: cause, alsoPossible: also,
            component: try fields.optional("component")?.name(),
            isReachable: try fields.optional("reachable")?.flag() ?? (cause == Self.healthy.cause))
    }
}

extension Trial {
    /// Reads `trial`.
    init(_ source: YAMLReader) throws(YAMLDocumentError) {
        let fields = try source.fields(.trial)
        let page = try fields("url")
        let url = try page.line()
        do {
            _ = try TargetURL(url)
        } catch {
            throw page.problem("`\(url)` is no page to visit: \(error)")
        }
        var environment = [String: String]()
        for (variable, value) in try fields.optional("environment")?.entries() ?? [] {
            guard let first = variable.utf8.first, !(0x30...0x39).contains(first),
                variable.unicodeScalars.allSatisfy({
                    $0.isASCII && ($0.properties.isAlphabetic || $0 == "_" || ("0"..."9") ~= $0)
                })
            else { throw value.problem("`\(variable)` is no name of a variable") }
            environment[variable] = try value.line()
        }
        self.init(
            node: try fields("node").name(atMost: Node.nameLimit), url: url,
            arguments: try fields.optional("arguments")?.lines() ?? [], environment: environment,
            begins: try fields.optional("at")?.positiveDuration(in: .seconds) ?? 0)
    }
}

extension YAMLReader {
    /// A class of components, as `culprit why --json` writes it: `web-server`.
    fileprivate func className() throws(YAMLDocumentError) -> String {
        let text = try string()
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x61...0x7a).contains($0) || $0 == 0x2d })
        else {
            throw problem(
                "`\(text)` is no class; write local-network, dns-lookup, ip-routing or web-server")
        }
        return text
    }

    /// The code of a cause, `S3`, or `none`.
    fileprivate func causeCode() throws(YAMLDocumentError) -> String {
        let text = try string()
        let isCode =
            text.utf8.first.map { (0x41...0x5a).contains($0) } == true && text.utf8.count >= 2
            && text.utf8.count <= 4
            && text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
        guard isCode || text == Truth.healthy.cause else {
            throw problem("`\(text)` is no cause; write a code such as S3, or none")
        }
        return text
    }
}
