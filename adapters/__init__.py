if __name__ != "hr_recruit_plugin.adapters":
    raise ImportError("import hr_recruit_plugin.adapters: the flat name would be a second copy of it")
