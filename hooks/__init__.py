if __name__ != "hr_recruit_plugin.hooks":
    raise ImportError("import hr_recruit_plugin.hooks: the flat name would be a second copy of it")
