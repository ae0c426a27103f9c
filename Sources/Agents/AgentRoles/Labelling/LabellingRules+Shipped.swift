extension LabellingRules {
    /// Algorithm 1 of the thesis, as the product ships it.
    public static func shipped() throws(KnowledgeError) -> LabellingRules {
        try LabellingRules(
            text: String(decoding: PackageResources.labelling_yaml, as: UTF8.self),
            file: "labelling.yaml")
    }
}
