value = 'plain value'
