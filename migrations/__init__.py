if __name__ != "hr_recruit_plugin.migrations":
    raise ImportError("import hr_recruit_plugin.migrations: the flat name would be a second copy of it")
